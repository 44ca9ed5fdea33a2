using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Kernels;
using Highmem.Layout;
using Highmem.Physical;
using Highmem.Vmalloc;

namespace Highmem.Tests.Kernels;

/// <summary>
/// Linux 3.16 as far as its borders go, composed here of the rules of 2.6.31 and its own: the proof that a kernel is one
/// file. It is not one of those that can be asked for.
/// </summary>
internal static class Linux3_16
{
    private const int BootMappingSlots = 8 * 64;

    public static KernelProfile Profile { get; } =
        KernelProfiles.Get("2.6.31") with
        {
            Version = "3.16",
            Release = "3.16",
            Behaviour = "2.6.31",
            Source = "vanilla 3.16, arch/x86",
            Layout = KernelProfiles.Get("2.6.31").Layout with
            {
                KmTypeNr = 20, // asm-generic/kmap_types.h
                KmTypeNrDebug = 41,
                PermanentFixmap = PermanentFixmap,
                TemporaryFixmap = TemporaryFixmap,
                MemmapCharge = MemmapCharge.None, // mm/page_alloc.c: free_area_init_core
                TrimMap = (_, map) => map.Retype(0, 0x1000, E820Type.Reserved), // arch/x86/kernel/setup.c
            },
            Physical = KernelProfiles.Get("2.6.31").Physical with
            {
                // mm/page_alloc.c: setup_per_zone_lowmem_reserve; computed from what the allocator was given
                Marks = new(
                    "a share of min_free_kbytes of the managed pages",
                    (zones, tunables) =>
                        ZoneMarksPolicy.Quarters.Of(
                            [.. zones.Select(zone => zone with { PresentPages = zone.ManagedPages })],
                            tunables
                        )
                ),
            },
            Vmalloc = KernelProfiles.Get("2.6.31").Vmalloc with
            {
                Search = new LowestHole { ChecksEndAlways = true, WalksTree = true }, // mm/vmalloc.c
            },
            Kmap = KernelProfiles.Get("2.6.31").Kmap with { AtomicSlots = new SlotByStack() },
        };

    // arch/x86/include/asm/fixmap.h
    private static IEnumerable<FixmapEntry> PermanentFixmap(KernelConfig config, int kmTypes)
    {
        yield return new("HOLE");
        yield return new("DBGP_BASE");
        yield return new("EARLYCON_MEM_BASE");
        if (config.Ohci1394Dma)
        {
            yield return new("OHCI1394_BASE");
        }

        if (config.LocalApic)
        {
            yield return new("APIC_BASE");
        }

        if (config.IoApic)
        {
            yield return new("IO_APIC_BASE", 64);
        }

        yield return new("RO_IDT");
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

    // Aligned only where one page table would not hold the boot-time mappings.
    private static IEnumerable<FixmapEntry> TemporaryFixmap(KernelConfig config, int permanent)
    {
        var tableEntries = config.Pae ? 512 : 1024;
        var crosses = ((permanent ^ (permanent + BootMappingSlots - 1)) & -tableEntries) != 0;
        var gap = crosses ? BootMappingSlots - (permanent % BootMappingSlots) : 0;
        return [new("(alignment)", gap), new("BTMAP", BootMappingSlots), new("WP_TEST")];
    }

    // mm/highmem.c: kmap_atomic_idx_push; a CPU's slots are a stack, whatever type is named
    private sealed class SlotByStack : AtomicSlotPolicy
    {
        public override string Name => "by stack";

        public override ItemList<string> Types { get; } = [.. Enumerable.Range(0, 20).Select(i => $"KM_{i}")];

        public override int SlotFor(int type, int depth) => depth;
    }
}
