using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Layout;

/// <summary>What decides the borders of a kernel's memory, physical and virtual.</summary>
internal sealed record LayoutRules : IRules
{
    private const int Megabyte = 1 << 20;

    // So that facts show each entry that the kernel may have.
    private static readonly KernelConfig EveryDevice = new()
    {
        VisualWorkstation = true,
        F00fBug = true,
        CycloneTimer = true,
        Acpi = true,
        PciMmconfig = true,
        Paravirt = true,
        Ohci1394Dma = true,
    };

    /// <summary>VMALLOC_OFFSET in bytes: the hole between the direct map and the vmalloc area.</summary>
    public long VmallocOffset { get; init; } = 8 * Megabyte;

    /// <summary>Whether VMALLOC_START is rounded down to a multiple of VMALLOC_OFFSET after adding nearly two of them.</summary>
    public required bool VmallocStartRounded { get; init; }

    /// <summary>__VMALLOC_RESERVE in bytes, when <c>vmalloc=</c> does not change it.</summary>
    public long VmallocReserve { get; init; } = 128 * Megabyte;

    /// <summary>Bytes added to the value of <c>vmalloc=</c>.</summary>
    public long VmallocOptionExtra { get; init; }

    /// <summary>Where MAXMEM counts from.</summary>
    public required MaxMemTop MaxMemTop { get; init; }

    /// <summary>Whether <c>reservetop=</c> also adds its value to __VMALLOC_RESERVE.</summary>
    public bool ReserveTopAddsToVmallocReserve { get; init; }

    /// <summary>Page frames counted behind the end of the e820 map, for a guest that may grow.</summary>
    public long BalloonSlackPages { get; init; }

    /// <summary>FIXADDR_TOP.</summary>
    public required VirtualAddress FixaddrTop { get; init; }

    /// <summary>LAST_PKMAP without PAE: kmap slots.</summary>
    public int LastPkmap { get; init; } = 1024;

    /// <summary>LAST_PKMAP with PAE.</summary>
    public int LastPkmapPae { get; init; } = 512;

    /// <summary>KM_TYPE_NR: kmap_atomic slots per CPU.</summary>
    public required int KmTypeNr { get; init; }

    /// <summary>KM_TYPE_NR with DEBUG_HIGHMEM.</summary>
    public required int KmTypeNrDebug { get; init; }

    /// <summary>The permanent fixmap entries in order (enum fixed_addresses), given how many kmap_atomic slots a CPU has.</summary>
    public required Func<KernelConfig, int, IEnumerable<FixmapEntry>> PermanentFixmap { get; init; }

    /// <summary>The temporary fixmap entries behind them, given how many permanent ones there are.</summary>
    public required Func<KernelConfig, int, IEnumerable<FixmapEntry>> TemporaryFixmap { get; init; }

    /// <summary>PKMAP_BASE.</summary>
    public required Func<KernelConfig, Fixmap, VirtualAddress> PkmapBase { get; init; }

    /// <summary>sizeof(struct page) in bytes without HIGHMEM.</summary>
    public required int StructPageSize { get; init; }

    /// <summary>sizeof(struct page) in bytes with HIGHMEM.</summary>
    public required int StructPageSizeHighmem { get; init; }

    /// <summary>How low memory is mapped.</summary>
    public required DirectMapPolicy DirectMap { get; init; }

    /// <summary>Whether zones and "totalpages" count only RAM; otherwise holes too.</summary>
    public required bool ZonesCountRamOnly { get; init; }

    /// <summary>What of its own struct page array is taken off a zone's present pages.</summary>
    public required MemmapCharge MemmapCharge { get; init; }

    /// <summary>MAX_ARCH_PFN is checked while the e820 map is read, silently.</summary>
    public bool CapsAtMaxArchPfn { get; init; }

    /// <summary>Whether usable memory from 640 KB to 1 MB is taken out of the firmware's map.</summary>
    public bool CutsIsaHole { get; init; }

    /// <summary>Whether a map edited by the user must have two ranges at least; with fewer the kernel panics.</summary>
    public bool RefusesShortUserMap { get; init; }

    /// <summary>Whether a HIGHMEM-less kernel also cuts max_pfn down to what it can use.</summary>
    public required bool NoHighmemCutsMaxPfn { get; init; }

    /// <summary>The boot options this kernel reads.</summary>
    public required IReadOnlyDictionary<string, BootOptionHandler> BootOptions { get; init; }

    /// <summary>
    /// What the kernel takes out of the map for the firmware's sake, after the boot options and before it looks for the end
    /// of memory.
    /// </summary>
    public Func<KernelConfig, E820Map, E820Map> TrimMap { get; init; } = (_, map) => map;

    public IEnumerable<RuleFact> Facts =>
        [
            new(
                nameof(VmallocOffset),
                VmallocOffset,
                "bytes of the hole behind the direct map, at least",
                "asm-i386/pgtable.h"
            ),
            new(
                nameof(VmallocStartRounded),
                VmallocStartRounded,
                "whether VMALLOC_START is a multiple of that",
                "asm-i386/pgtable.h"
            ),
            new(
                nameof(VmallocReserve),
                VmallocReserve,
                "bytes kept for vmalloc where RAM would take all",
                "arch/i386/mm/init.c"
            ),
            new(
                nameof(VmallocOptionExtra),
                VmallocOptionExtra,
                "bytes that vmalloc= adds to what it is given",
                "arch/x86/mm/pgtable_32.c: parse_vmalloc"
            ),
            new(
                nameof(MaxMemTop),
                MaxMemTop.Name,
                "what the largest direct map counts down from",
                "asm/page.h: MAXMEM"
            ),
            new(
                nameof(ReserveTopAddsToVmallocReserve),
                ReserveTopAddsToVmallocReserve,
                "whether reservetop= costs low memory twice",
                "arch/x86/mm/pgtable_32.c: reserve_top_address"
            ),
            new(
                nameof(BalloonSlackPages),
                BalloonSlackPages,
                "pages counted behind the end of RAM, for a guest that may grow",
                "arch/i386/kernel/setup-xen.c: find_max_pfn"
            ),
            new(nameof(FixaddrTop), FixaddrTop, "the top of the fixed mappings", "asm/fixmap.h"),
            new(nameof(LastPkmap), LastPkmap, "slots of kmap without PAE", "asm/highmem.h: LAST_PKMAP"),
            new(nameof(LastPkmapPae), LastPkmapPae, "slots of kmap with PAE", "asm/highmem.h: LAST_PKMAP"),
            new(nameof(KmTypeNr), KmTypeNr, "slots of kmap_atomic for each CPU, in the fixmap", "asm/kmap_types.h"),
            new(nameof(KmTypeNrDebug), KmTypeNrDebug, "the same with CONFIG_DEBUG_HIGHMEM", "asm/kmap_types.h"),
            new(
                nameof(PermanentFixmap),
                string.Join(' ', PermanentFixmap(EveryDevice, KmTypeNr).Select(entry => entry.Name)),
                "the fixed mappings from the top down, as far as they are configured",
                "asm/fixmap.h: enum fixed_addresses"
            ),
            new(
                nameof(TemporaryFixmap),
                string.Join(' ', TemporaryFixmap(EveryDevice, 0).Select(entry => entry.Name)),
                "those behind them, used while booting",
                "asm/fixmap.h: enum fixed_addresses"
            ),
            new(nameof(StructPageSize), StructPageSize, "bytes of a struct page", "linux/mm.h"),
            new(nameof(StructPageSizeHighmem), StructPageSizeHighmem, "the same with HIGHMEM", "linux/mm.h"),
            new(
                nameof(DirectMap),
                DirectMap.Name,
                "the pages that low memory is mapped with",
                "arch/i386/mm/init.c: kernel_physical_mapping_init"
            ),
            new(
                nameof(ZonesCountRamOnly),
                ZonesCountRamOnly,
                "whether zones leave holes out of their pages",
                "mm/page_alloc.c: free_area_init_core"
            ),
            new(
                nameof(MemmapCharge),
                MemmapCharge.Name,
                "what of mem_map a zone's present pages lose",
                "mm/page_alloc.c: free_area_init_core"
            ),
            new(
                nameof(CapsAtMaxArchPfn),
                CapsAtMaxArchPfn,
                "whether RAM beyond the CPU's reach is passed over in silence",
                "arch/x86/kernel/e820.c: e820_end_pfn"
            ),
            new(
                nameof(CutsIsaHole),
                CutsIsaHole,
                "whether 640 KB to 1 MB are never RAM",
                "arch/i386/kernel/setup.c: copy_e820_map"
            ),
            new(
                nameof(RefusesShortUserMap),
                RefusesShortUserMap,
                "whether a user's map of one range is a panic",
                "arch/x86/kernel/e820.c: finish_e820_parsing"
            ),
            new(
                nameof(NoHighmemCutsMaxPfn),
                NoHighmemCutsMaxPfn,
                "whether max_pfn shrinks too without HIGHMEM",
                "arch/i386/kernel/setup.c: find_max_low_pfn"
            ),
            new(
                nameof(BootOptions),
                string.Join(' ', BootOptions.Keys.Order(StringComparer.Ordinal)),
                "the options of the command line that change memory",
                "arch/i386/kernel/setup.c: parse_cmdline_early"
            ),
        ];

    /// <summary>KM_TYPE_NR under a configuration.</summary>
    public int KmTypeCount(KernelConfig config) => config.DebugHighmem ? KmTypeNrDebug : KmTypeNr;

    /// <summary>LAST_PKMAP under a configuration.</summary>
    public int PkmapSlots(KernelConfig config) => config.Pae ? LastPkmapPae : LastPkmap;

    /// <summary>sizeof(struct page) under a configuration.</summary>
    public int PageStructSize(KernelConfig config) => config.HasHighmem ? StructPageSizeHighmem : StructPageSize;

    /// <summary>These rules with one boot option read otherwise, or (null) not at all.</summary>
    public LayoutRules WithOption(string name, BootOptionHandler? handler)
    {
        var options = new Dictionary<string, BootOptionHandler>(BootOptions, StringComparer.Ordinal);
        options.Remove(name);
        if (handler is not null)
        {
            options.Add(name, handler);
        }

        return this with
        {
            BootOptions = options,
        };
    }
}
