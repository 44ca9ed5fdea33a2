using System.Numerics;
using Highmem.Boot;
using Highmem.Layout;

namespace Highmem.Kernels;

/// <summary>
/// What the other 2.6 kernels do otherwise: forwards from 2.6.9 to 2.6.26, backwards from 2.6.31 to 2.6.27, and 3.8.
/// </summary>
internal static class Neighbours2_6
{
    private const int BootMappingPages = 256;

    public static KernelProfile Linux2_6_0 { get; } =
        Linux2_6_9.Profile with
        {
            Version = "2.6.0",
            Source = "vanilla tags v2.6.0-test5 to v2.6.8",
            KmTypeNr = 14, // asm-i386/kmap_types.h: KM_PTE2; gone in 2.6.9
            KmTypeNrDebug = 29,
            // arch/i386/kernel/setup.c: parse_cmdline_early; vmalloc= is new in 2.6.9
            Rules = Linux2_6_9.Profile.Rules.WithOption("vmalloc", null),
        };

    // Red Hat Enterprise Linux 4: the layout of its 4G/4G patch, which every flavour carries.
    public static KernelProfile RedHat2_6_9 { get; } =
        Linux2_6_9.Profile with
        {
            Version = "2.6.9 of Red Hat",
            Source = "2.6.9-55.0.9.EL",
            KmTypeNr = 34, // asm-i386/kmap_types.h: the virtual stack, the LDT and the crash dump have slots
            KmTypeNrDebug = 34,
            Rules = Linux2_6_9.Profile.Rules with
            {
                PermanentFixmap = RedHatFixmap,
                PkmapBase = (_, _) => 0xFF000000, // asm-i386/atomic_kmap.h
            },
        };

    public static KernelProfile Linux2_6_11 { get; } =
        Linux2_6_9.Profile with
        {
            Version = "2.6.11",
            Source = "vanilla tag v2.6.11-rc5",
            // asm-i386/highmem.h: PKMAP_BASE is computed from the fixmap
            Rules = Linux2_6_9.Profile.Rules with
            {
                PkmapBase = Linux2_6_31.PkmapBase,
            },
        };

    public static KernelProfile Linux2_6_12 { get; } =
        Linux2_6_11 with
        {
            Version = "2.6.12",
            Source = "vanilla tag v2.6.12",
            Rules = Linux2_6_11.Rules with { ZoneBatch = Batch2_6_12 }, // mm/page_alloc.c: free_area_init_core
        };

    public static KernelProfile Linux2_6_13 { get; } =
        Linux2_6_12 with
        {
            Version = "2.6.13",
            Source = "vanilla tags v2.6.13, v2.6.14",
            // asm-i386/apicdef.h: MAX_IO_APICS 64
            Rules = Linux2_6_12.Rules with
            {
                PermanentFixmap = (config, kmTypes) => Fixmap(config, kmTypes, new()),
            },
        };

    public static KernelProfile Linux2_6_15 { get; } =
        Linux2_6_13 with
        {
            Version = "2.6.15",
            Source = "vanilla tags v2.6.15 to v2.6.18",
            MemorySplits = MemorySplit.All, // arch/i386/Kconfig: since 2.6.16; before, patches
            Rules = Linux2_6_13.Rules with { ZoneBatch = Linux2_6_31.Batch }, // mm/page_alloc.c: zone_batchsize
        };

    public static KernelProfile Linux2_6_19 { get; } =
        Linux2_6_15 with
        {
            Version = "2.6.19",
            Source = "vanilla tags v2.6.19, v2.6.20",
            ZonesLoseMemmap = true, // mm/page_alloc.c: free_area_init_core
            MemmapRoundedDown = true,
            ReserveTopAddsToVmallocReserve = true, // arch/i386/mm/pgtable.c: reserve_top_address
            Rules = Linux2_6_15.Rules.WithOption("reservetop", Linux2_6_31.Profile.Rules.BootOptions["reservetop"]),
        };

    public static KernelProfile Linux2_6_22 { get; } =
        Linux2_6_19 with
        {
            Version = "2.6.22",
            Source = "vanilla tag v2.6.22",
            // asm-i386/fixmap.h: FIX_PARAVIRT_BOOTMAP
            Rules = Linux2_6_19.Rules with
            {
                DefaultConfig = isSmp => Linux2_6_19.Rules.DefaultConfig(isSmp) with { Paravirt = true },
                PermanentFixmap = (config, kmTypes) => Fixmap(config, kmTypes, new() { Paravirt = true }),
            },
        };

    public static KernelProfile Linux2_6_24 { get; } =
        Linux2_6_22 with
        {
            Version = "2.6.24",
            Source = "vanilla tag v2.6.24",
            // asm-x86/fixmap_32.h: FIX_DBGP_BASE, FIX_EARLYCON_MEM_BASE
            Rules = Linux2_6_22.Rules with
            {
                PermanentFixmap = (config, kmTypes) =>
                    Fixmap(config, kmTypes, new() { Paravirt = true, EarlyConsole = true }),
            },
        };

    public static KernelProfile Linux2_6_25 { get; } =
        Linux2_6_24 with
        {
            Version = "2.6.25",
            Source = "vanilla tag v2.6.25",
            // asm-x86/fixmap_32.h: 256 boot-time mappings, from the next multiple of 512
            Rules = Linux2_6_24.Rules with
            {
                TemporaryFixmap = (config, permanent) =>
                    [new("(alignment)", 512 - (permanent % 512)), .. BootMappings(config)],
            },
        };

    public static KernelProfile Linux2_6_26 { get; } =
        Linux2_6_25 with
        {
            Version = "2.6.26",
            Source = "vanilla tag v2.6.26",
            MemmapRoundedDown = false, // mm/page_alloc.c: free_area_init_core
            CountsPageZero = false, // arch/x86/mm/init_32.c: page_is_ram
        };

    public static KernelProfile Linux2_6_29 { get; } =
        Linux2_6_31.Profile with
        {
            Version = "2.6.29",
            Source = "vanilla tags v2.6.29, v2.6.30",
            KmTypeNr = 13, // asm/kmap_types.h
            KmTypeNrDebug = 27,
            Rules = Linux2_6_31.Profile.Rules with
            {
                PermanentFixmap = (config, kmTypes) => Fixmap(config, kmTypes, FixmapShape.Of2_6_28),
                TemporaryFixmap = WithAcpi,
            },
        };

    public static KernelProfile Linux2_6_28 { get; } =
        Linux2_6_29 with
        {
            Version = "2.6.28",
            Source = "vanilla tag v2.6.28",
            ReserveTopAddsToVmallocReserve = true, // arch/x86/mm/pgtable_32.c: reserve_top_address
        };

    public static KernelProfile Linux2_6_27 { get; } =
        Linux2_6_28 with
        {
            Version = "2.6.27",
            Source = "vanilla tag v2.6.27",
            VmallocStartRounded = true, // asm-x86/pgtable_32.h
            MaxMemFromVmallocEnd = false, // asm-x86/page_32.h: MAXMEM
            VmallocOptionExtra = 0, // arch/x86/mm/pgtable_32.c: parse_vmalloc
            Rules = Linux2_6_28.Rules with
            {
                // asm-x86/fixmap_32.h: no kmap_atomic slots without HIGHMEM
                PermanentFixmap = (config, kmTypes) =>
                    Fixmap(config, kmTypes, FixmapShape.Of2_6_28 with { KmapAlways = false }),
                TrimMap = (_, map) => map, // both work-arounds came with 2.6.28
            },
        };

    public static KernelProfile Linux3_8 { get; } =
        Linux2_6_31.Profile with
        {
            Version = "3.8",
            Source = "3.8.13",
            KmTypeNr = 20, // asm-generic/kmap_types.h
            KmTypeNrDebug = 41,
            Rules = Linux2_6_31.Profile.Rules with
            {
                PermanentFixmap = Fixmap3_8,
                TemporaryFixmap = TemporaryFixmap3_8,
                TrimMap = TrimMap3_8,
            },
        };

    /// <summary>What of the list of fixmap entries changed between 2.6.13 and 2.6.30.</summary>
    private sealed record FixmapShape
    {
        public static FixmapShape Of2_6_28 { get; } =
            new()
            {
                Paravirt = true,
                EarlyConsole = true,
                PermanentAcpi = false,
                KmapAlways = true,
            };

        public bool Paravirt { get; init; }
        public bool EarlyConsole { get; init; }
        public bool PermanentAcpi { get; init; } = true;
        public bool KmapAlways { get; init; }
    }

    // mm/page_alloc.c, 2.6.12 to 2.6.14: one less than the next power of two
    private static int Batch2_6_12(long presentPages)
    {
        var quarter = (uint)Math.Max(Math.Min(presentPages / 1024, 64) / 4, 1);
        return (1 << (BitOperations.Log2(quarter + (quarter / 2)) + 1)) - 1;
    }

    private static IEnumerable<FixmapEntry> Fixmap(KernelConfig config, int kmTypes, FixmapShape shape)
    {
        yield return new("HOLE");
        yield return new("VDSO");
        if (shape.EarlyConsole)
        {
            yield return new("DBGP_BASE");
            yield return new("EARLYCON_MEM_BASE");
        }

        foreach (var entry in FixmapDevices.Of(config, ioApics: 64))
        {
            yield return entry;
        }

        if (config.HasHighmem || shape.KmapAlways)
        {
            yield return new("KMAP", kmTypes * config.NrCpus);
        }

        if (shape.PermanentAcpi && config.Acpi)
        {
            yield return new("ACPI", 4);
        }

        if (config.PciMmconfig)
        {
            yield return new("PCIE_MCFG");
        }

        if (shape.Paravirt && config.Paravirt)
        {
            yield return new("PARAVIRT_BOOTMAP");
        }
    }

    // asm-i386/fixmap.h; an absent APIC leaves a hole, which keeps the virtual stack aligned
    private static IEnumerable<FixmapEntry> RedHatFixmap(KernelConfig config, int kmTypes)
    {
        yield return new("HOLE");
        yield return new("VSYSCALL");
        yield return new(config.LocalApic ? "APIC_BASE" : "VSTACK_HOLE_1");
        if (config.IoApic)
        {
            yield return new("IO_APIC_BASE", config.ClusteredApic ? 32 : 8);
        }

        if (config.VisualWorkstation)
        {
            yield return new("VISWS", 4);
        }

        yield return new("IDT");
        yield return new("GDT", 2);
        yield return new("TSS", 4);
        yield return new("ENTRY_TRAMPOLINE", 2);
        if (config.CycloneTimer)
        {
            yield return new("CYCLONE_TIMER", 2);
        }

        yield return new("KMAP", kmTypes * config.NrCpus);
        if (config.Acpi)
        {
            yield return new("ACPI", 4);
        }

        if (config.PciMmconfig)
        {
            yield return new("PCIE_MCFG");
        }

        if (config.IoApic)
        {
            yield return new("IO_APIC_BASE_EXT", 64);
        }
    }

    private static IEnumerable<FixmapEntry> BootMappings(KernelConfig config)
    {
        yield return new("BTMAP", BootMappingPages);
        yield return new("WP_TEST");
        if (config.Ohci1394Dma)
        {
            yield return new("OHCI1394_BASE");
        }
    }

    // asm-x86/fixmap_32.h, 2.6.27 to 2.6.30: the ACPI tables are mapped for the boot only
    private static IEnumerable<FixmapEntry> WithAcpi(KernelConfig config, int permanent) =>
        config.Acpi
            ? Linux2_6_31.TemporaryFixmap(config, permanent).Append(new("ACPI", 4))
            : Linux2_6_31.TemporaryFixmap(config, permanent);

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
        var crosses = permanent / tableEntries != (permanent + BootMappingPages - 1) / tableEntries;
        var gap = crosses ? BootMappingPages - (permanent % BootMappingPages) : 0;
        return [new("(alignment)", gap), new("BTMAP", BootMappingPages), new("WP_TEST")];
    }

    // arch/x86/kernel/setup.c: trim_low_memory_range (CONFIG_X86_RESERVE_LOW=64), trim_bios_range
    private static E820Map TrimMap3_8(KernelConfig config, E820Map map) =>
        map.Retype(0, 0x10000, E820Type.Reserved).Retype(0xa0000, 0x100000, E820Type.Reserved);
}
