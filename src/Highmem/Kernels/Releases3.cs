using Highmem.Boot;
using Highmem.Layout;
using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>
/// What kernels from 3.0 on do otherwise than 2.6.31: the borders of 3.8, and how later ones place, list and count the areas
/// that they show in /proc/vmallocinfo.
/// </summary>
internal static class Releases3
{
    public static KernelProfile Linux3_8 { get; } =
        Linux2_6_31.Profile with
        {
            Version = "3.8",
            Source = "3.8.13",
            Layout = Linux2_6_31.Profile.Layout with
            {
                KmTypeNr = 20, // asm-generic/kmap_types.h
                KmTypeNrDebug = 41,
                PermanentFixmap = Fixmap3_8,
                TemporaryFixmap = TemporaryFixmap3_8,
                TrimMap = TrimMap3_8,
            },
            // mm/vmalloc.c: alloc_vmap_area; since 3.0 no page is left free behind an area
            Vmalloc = Linux2_6_31.Profile.Vmalloc with
            {
                Search = new LowestHole { ChecksEndAlways = true, WalksTree = true },
            },
        };

    public static KernelProfile Linux3_10 { get; } =
        Linux3_8 with
        {
            Source = "3.8.13; mm/vmalloc.c of 3.10",
            Vmalloc = Linux3_8.Vmalloc with { Used = VmallocUsed.AllAreas }, // mm/vmalloc.c: get_vmalloc_info
        };

    public static KernelProfile Linux4_4 { get; } =
        Linux3_10 with
        {
            Source = "3.8.13; mm/vmalloc.c of 4.4",
            Vmalloc = Linux3_10.Vmalloc with { Used = VmallocUsed.Nothing }, // fs/proc/meminfo.c
        };

    public static KernelProfile Linux4_10 { get; } =
        Linux4_4 with
        {
            Source = "3.8.13; mm/vmalloc.c of 4.10",
            // mm/vmalloc.c: __get_vm_area_node
            Vmalloc = Linux4_4.Vmalloc with
            {
                Ioremap = Linux4_4.Vmalloc.Ioremap with { Alignment = IoremapAlignment.Size },
            },
        };

    public static KernelProfile Linux4_13 { get; } =
        Linux4_10 with
        {
            Source = "3.8.13; mm/vmalloc.c of 4.13",
            Vmalloc = Linux4_10.Vmalloc with { ListsUnowned = true }, // mm/vmalloc.c: s_show
        };

    public static KernelProfile Linux5_3 { get; } =
        Linux4_13 with
        {
            Source = "3.8.13; mm/vmalloc.c of 5.3",
            Vmalloc = Linux4_13.Vmalloc with { Used = VmallocUsed.AllocatedPages }, // mm/vmalloc.c: nr_vmalloc_pages
        };

    // arch/x86/include/asm/fixmap.h; FIX_PVCLOCK takes a page per 64 CPUs
    private static IEnumerable<FixmapEntry> Fixmap3_8(KernelConfig config, int kmTypes)
    {
        yield return new("HOLE");
        yield return new("VDSO");
        if (config.Paravirt)
        {
            yield return new("PVCLOCK", (config.NrCpus + 63) / 64);
        }

        yield return new("DBGP_BASE");
        yield return new("EARLYCON_MEM_BASE");
        if (config.Ohci1394Dma)
        {
            yield return new("OHCI1394_BASE");
        }

        foreach (var entry in FixmapDevices.Of(config, ioApics: 64))
        {
            yield return entry;
        }

        yield return new("KMAP", kmTypes * config.NrCpus);
        if (config.PciMmconfig)
        {
            yield return new("PCIE_MCFG");
        }

        if (config.Paravirt)
        {
            yield return new("PARAVIRT_BOOTMAP");
        }

        yield return new("TEXT_POKE", 2);
    }

    // arch/x86/include/asm/fixmap.h: aligned only where one page table would not hold the boot-time mappings
    private static IEnumerable<FixmapEntry> TemporaryFixmap3_8(KernelConfig config, int permanent)
    {
        var tableEntries = config.Pae ? 512 : 1024;
        var crosses = permanent / tableEntries != (permanent + Linux2_6_31.BootMappingPages - 1) / tableEntries;
        var gap = crosses ? Linux2_6_31.BootMappingPages - (permanent % Linux2_6_31.BootMappingPages) : 0;
        return [new("(alignment)", gap), new("BTMAP", Linux2_6_31.BootMappingPages), new("WP_TEST")];
    }

    // arch/x86/kernel/setup.c: trim_low_memory_range (CONFIG_X86_RESERVE_LOW=64), trim_bios_range
    private static E820Map TrimMap3_8(KernelConfig config, E820Map map) =>
        map.Retype(0, 0x10000, E820Type.Reserved).Retype(0xa0000, 0x100000, E820Type.Reserved);
}
