using System.Numerics;
using Highmem.Boot;
using Highmem.Layout;
using Highmem.Physical;
using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>
/// What the other 2.6 kernels do otherwise: forwards from 2.6.9 to 2.6.26, backwards from 2.6.31 to 2.6.27.
/// </summary>
internal static class Releases2_6
{
    public static KernelProfile Linux2_6_0 { get; } =
        Linux2_6_9.Profile with
        {
            Version = "2.6.0",
            Source = "vanilla tags v2.6.0-test5 to v2.6.8",
            // arch/i386/kernel/setup.c: parse_cmdline_early; vmalloc= is new in 2.6.9
            Layout = Linux2_6_9.Profile.Layout.WithOption("vmalloc", null) with
            {
                KmTypeNr = 14, // asm-i386/kmap_types.h: KM_PTE2; gone in 2.6.9
                KmTypeNrDebug = 29,
            },
        };

    // Red Hat Enterprise Linux 4: the layout of its 4G/4G patch, which every flavour carries.
    public static KernelProfile RedHat2_6_9 { get; } =
        Linux2_6_9.Profile with
        {
            Version = "2.6.9 of Red Hat",
            Source = "2.6.9-55.0.9.EL",
            Layout = Linux2_6_9.Profile.Layout with
            {
                KmTypeNr = 34, // asm-i386/kmap_types.h: the virtual stack, the LDT and the crash dump have slots
                KmTypeNrDebug = 34,
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
            Layout = Linux2_6_9.Profile.Layout with
            {
                PkmapBase = Linux2_6_31.PkmapBase,
            },
        };

    public static KernelProfile Linux2_6_12 { get; } =
        Linux2_6_11 with
        {
            Version = "2.6.12",
            Source = "vanilla tag v2.6.12",
            Physical = WithBatch(Linux2_6_11, Batch2_6_12), // mm/page_alloc.c: free_area_init_core
        };

    public static KernelProfile Linux2_6_13 { get; } =
        Linux2_6_12 with
        {
            Version = "2.6.13",
            Source = "vanilla tags v2.6.13, v2.6.14",
            // asm-i386/apicdef.h: MAX_IO_APICS 64
            Layout = Linux2_6_12.Layout with
            {
                PermanentFixmap = (config, kmTypes) => Fixmap(config, kmTypes, new()),
            },
        };

    public static KernelProfile Linux2_6_15 { get; } =
        Linux2_6_13 with
        {
            Version = "2.6.15",
            Source = "vanilla tags v2.6.15 to v2.6.18",
            // arch/i386/Kconfig: since 2.6.16; before, patches
            Config = Linux2_6_13.Config with
            {
                MemorySplits = MemorySplit.All,
            },
            Physical = WithBatch(Linux2_6_13, Linux2_6_31.Batch), // mm/page_alloc.c: zone_batchsize
        };

    public static KernelProfile Linux2_6_19 { get; } =
        Linux2_6_15 with
        {
            Version = "2.6.19",
            Source = "vanilla tags v2.6.19, v2.6.20",
            Layout = Linux2_6_15.Layout.WithOption(
                "reservetop",
                Linux2_6_31.Profile.Layout.BootOptions["reservetop"]
            ) with
            {
                MemmapCharge = MemmapCharge.RoundedDown, // mm/page_alloc.c: free_area_init_core
                ReserveTopAddsToVmallocReserve = true, // arch/i386/mm/pgtable.c: reserve_top_address
            },
        };

    public static KernelProfile Linux2_6_22 { get; } =
        Linux2_6_19 with
        {
            Version = "2.6.22",
            Source = "vanilla tag v2.6.22",
            Config = Linux2_6_19.Config with
            {
                DefaultConfig = isSmp => Linux2_6_19.Config.DefaultConfig(isSmp) with { Paravirt = true },
            },
            // asm-i386/fixmap.h: FIX_PARAVIRT_BOOTMAP
            Layout = Linux2_6_19.Layout with
            {
                PermanentFixmap = (config, kmTypes) => Fixmap(config, kmTypes, new() { Paravirt = true }),
            },
        };

    public static KernelProfile Linux2_6_24 { get; } =
        Linux2_6_22 with
        {
            Version = "2.6.24",
            Source = "vanilla tag v2.6.24",
            // asm-x86/fixmap_32.h: FIX_DBGP_BASE, FIX_EARLYCON_MEM_BASE
            Layout = Linux2_6_22.Layout with
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
            Layout = Linux2_6_24.Layout with
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
            // mm/page_alloc.c: free_area_init_core
            Layout = Linux2_6_25.Layout with
            {
                MemmapCharge = MemmapCharge.RoundedUp,
            },
            // arch/x86/mm/init_32.c: page_is_ram
            Physical = Linux2_6_25.Physical with
            {
                CountsPageZero = false,
            },
        };

    public static KernelProfile Linux2_6_29 { get; } =
        Linux2_6_31.Profile with
        {
            Version = "2.6.29",
            Source = "vanilla tags v2.6.29, v2.6.30",
            Layout = Linux2_6_31.Profile.Layout with
            {
                KmTypeNr = 13, // asm/kmap_types.h
                KmTypeNrDebug = 27,
                PermanentFixmap = (config, kmTypes) => Fixmap(config, kmTypes, FixmapShape.Of2_6_28),
                TemporaryFixmap = WithAcpi,
            },
        };

    public static KernelProfile Linux2_6_28 { get; } =
        Linux2_6_29 with
        {
            Version = "2.6.28",
            Source = "vanilla tag v2.6.28",
            // arch/x86/mm/pgtable_32.c: reserve_top_address
            Layout = Linux2_6_29.Layout with
            {
                ReserveTopAddsToVmallocReserve = true,
            },
        };

    public static KernelProfile Linux2_6_27 { get; } =
        Linux2_6_28 with
        {
            Version = "2.6.27",
            Source = "vanilla tag v2.6.27",
            Layout = Linux2_6_28.Layout with
            {
                VmallocStartRounded = true, // asm-x86/pgtable_32.h
                MaxMemTop = MaxMemTop.EndOfSpace, // asm-x86/page_32.h: MAXMEM
                VmallocOptionExtra = 0, // arch/x86/mm/pgtable_32.c: parse_vmalloc
                // asm-x86/fixmap_32.h: no kmap_atomic slots without HIGHMEM
                PermanentFixmap = (config, kmTypes) =>
                    Fixmap(config, kmTypes, FixmapShape.Of2_6_28 with { KmapAlways = false }),
                TrimMap = (_, map) => map, // both work-arounds came with 2.6.28
            },
            // mm/vmalloc.c: __get_vm_area_node, __vunmap; areas are a list, and freed at once
            Vmalloc = Linux2_6_28.Vmalloc with
            {
                Search = new LowestHole { ChecksEndAlways = true, WalksTree = false },
                Free = AreaFreePolicy.AtOnce,
                VmapAreaSize = 0,
                MapRam = null,
            },
        };

    private static PhysicalRules WithBatch(KernelProfile profile, Func<long, int> batchOf) =>
        profile.Physical with
        {
            PerCpuLists = profile.Physical.PerCpuLists with { BatchOf = batchOf },
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
        yield return new("BTMAP", Linux2_6_31.BootMappingPages);
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
}
