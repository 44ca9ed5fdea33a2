using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Layout;

/// <summary>
/// Every border of a machine's memory, physical and virtual: a pure function of profile, configuration, e820 map and
/// command line. Page frame numbers are pages from physical 0; ends are exclusive.
/// </summary>
public sealed class MemoryLayout
{
    private const long MaxNonPaePfn = 1 << 20;
    private const long MaxPaePfn = 1 << 24;
    private const long DmaEndPfn = 4096; // MAX_DMA_ADDRESS: 16 MB
    private const long SmallestLowmem = 64 << 20 >> PageSize.Shift;
    private readonly LayoutRules rules;
    private readonly ILayoutTexts texts;
    private readonly List<string> messages = [];

    private MemoryLayout(
        LayoutRules rules,
        ILayoutTexts texts,
        KernelConfig config,
        BootOptions options,
        E820Map firmware
    )
    {
        this.rules = rules;
        this.texts = texts;
        Config = config;
        Options = options;
        Firmware = firmware;
        Map = rules.TrimMap(config, options.Map);
        VmallocReserve = options.VmallocReserve is { } reserve
            ? reserve + rules.VmallocOptionExtra
            : rules.VmallocReserve;
        if (rules.ReserveTopAddsToVmallocReserve)
        {
            VmallocReserve += options.ReserveTop;
        }

        Fixmap = new Fixmap(rules, config, rules.FixaddrTop - options.ReserveTop);
        PkmapBase = rules.PkmapBase(config, Fixmap);
        VmallocEnd = (config.HasHighmem ? PkmapBase : Fixmap.Start) - (2 * PageSize.Bytes);
        MaxMemPfn = MaxMem() >> PageSize.Shift;
        FindMaxPfn();
        FindMaxLowPfn();
        HighMemory = VirtualAddress.FromEnd((long)config.PageOffset + (MaxLowPfn << PageSize.Shift));
        VmallocStart = FindVmallocStart();
        Zones = FindZones();
        Regions = LayoutRegions.Cut(
            new AddressRange(PageOffset, HighMemory),
            VmallocStart,
            VmallocEnd,
            config.HasHighmem ? new AddressRange(PkmapBase, PkmapEnd) : null,
            Fixmap
        );
    }

    /// <summary>The kernel's configuration.</summary>
    public KernelConfig Config { get; }

    /// <summary>Its command line as it read it.</summary>
    public BootOptions Options { get; }

    /// <summary>The map the firmware gave.</summary>
    public E820Map Firmware { get; }

    /// <summary>The map the kernel uses: the options' map less what is set aside for the firmware's sake.</summary>
    public E820Map Map { get; }

    /// <summary>PAGE_OFFSET.</summary>
    public VirtualAddress PageOffset => Config.PageOffset;

    /// <summary>MAXMEM in pages: the largest direct map.</summary>
    public long MaxMemPfn { get; }

    /// <summary>max_pfn: the end of RAM the kernel uses.</summary>
    public long MaxPfn { get; private set; }

    /// <summary>The end of RAM as found in the map (2.6.31 prints it as last_pfn).</summary>
    public long LastPfn { get; private set; }

    /// <summary>MAX_ARCH_PFN.</summary>
    public long MaxArchPfn => Config.Pae ? MaxPaePfn : MaxNonPaePfn;

    /// <summary>max_low_pfn: the end of the direct map.</summary>
    public long MaxLowPfn { get; private set; }

    /// <summary>highstart_pfn.</summary>
    public long HighStartPfn { get; private set; }

    /// <summary>highend_pfn.</summary>
    public long HighEndPfn { get; private set; }

    /// <summary>num_physpages (2.4: max_mapnr), holes included.</summary>
    public long NumPhysPages => Config.HasHighmem ? HighEndPfn : MaxLowPfn;

    /// <summary>high_memory: one past the direct map.</summary>
    public VirtualAddress HighMemory { get; }

    /// <summary>VMALLOC_START.</summary>
    public VirtualAddress VmallocStart { get; }

    /// <summary>VMALLOC_END.</summary>
    public VirtualAddress VmallocEnd { get; }

    /// <summary>__VMALLOC_RESERVE in bytes, as the command line left it.</summary>
    public long VmallocReserve { get; }

    /// <summary>PKMAP_BASE; meaningful only with HIGHMEM.</summary>
    public VirtualAddress PkmapBase { get; }

    /// <summary>One past the last kmap slot.</summary>
    public VirtualAddress PkmapEnd => PkmapBase + ((long)PkmapSlots << PageSize.Shift);

    /// <summary>LAST_PKMAP: slots of kmap, where there is HIGHMEM.</summary>
    public int PkmapSlots => rules.PkmapSlots(Config);

    /// <summary>KM_TYPE_NR: slots of kmap_atomic for each CPU.</summary>
    public int KmTypeCount => rules.KmTypeCount(Config);

    /// <summary>sizeof(struct page) in bytes.</summary>
    public int PageStructSize => rules.PageStructSize(Config);

    /// <summary>The fixed mappings.</summary>
    public Fixmap Fixmap { get; }

    /// <summary>DMA, Normal and HighMem, as the boot lines show them; a zone may be empty.</summary>
    public IReadOnlyList<BootZone> Zones { get; }

    /// <summary>
    /// The kernel's part of the address space in order from the top: regions that touch each other and leave nothing out
    /// from 4 GiB down to PAGE_OFFSET.
    /// </summary>
    public IReadOnlyList<LayoutRegion> Regions { get; }

    /// <summary>The region that an address lies in; null for a user address.</summary>
    public LayoutRegion? RegionAt(VirtualAddress address) =>
        Regions.FirstOrDefault(region => region.Range.Contains(address));

    /// <summary>What the kernel says while it finds low and high memory, in order.</summary>
    public IReadOnlyList<string> Messages => messages;

    /// <summary>Bytes that one page-directory (or PMD) entry covers: 4 MB, with PAE 2 MB.</summary>
    public long LargePageBytes => Config.Pae ? 2 << 20 : 4 << 20;

    /// <summary>Derives every border.</summary>
    /// <param name="rules">The kernel's rules.</param>
    /// <param name="texts">The kernel's words.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="firmware">The firmware's e820 map.</param>
    /// <param name="commandLine">The kernel command line.</param>
    /// <param name="cpu">The CPU; null for one with all features.</param>
    /// <exception cref="BootException">No such kernel could boot; the message says why.</exception>
    internal static MemoryLayout Compute(
        LayoutRules rules,
        ILayoutTexts texts,
        KernelConfig config,
        E820Map firmware,
        string commandLine = "",
        CpuFeatures? cpu = null
    )
    {
        if (rules.CutsIsaHole)
        {
            firmware = firmware.WithoutIsaHole();
        }

        var options = BootOptions.Parse(commandLine, firmware, rules.BootOptions);
        if (rules.RefusesShortUserMap && options.MapIsUserDefined && options.Map.Count < 2)
        {
            throw new BootException(
                $"Kernel panic: Invalid user supplied memory map. '{commandLine}' leaves fewer than two ranges."
            );
        }

        if (!options.Map.Usable.Any())
        {
            throw new BootException($"The command line '{commandLine}' leaves no usable memory in the e820 map.");
        }

        // A kernel on a CPU without large pages does what nopentium tells it to do on one with them.
        options = options with
        {
            NoPse = options.NoPse || cpu is { Pse: false },
        };
        return new MemoryLayout(rules, texts, config, options, firmware);
    }

    /// <summary>Usable page frames in [start, end).</summary>
    public long RamPages(long startPfn, long endPfn) =>
        Map.Usable.Sum(e => Math.Max(0, Math.Min(e.EndPfn, endPfn) - Math.Max(e.FirstPfn, startPfn)));

    /// <summary>The direct map's pieces, in address order.</summary>
    public IReadOnlyList<DirectMapPiece> DirectMapPieces()
    {
        var end = MaxLowPfn << PageSize.Shift;
        return Options.NoPse || Config.DebugPageAlloc
            ? [new(0, end, false)]
            : [.. rules.DirectMap.PiecesOf(end, LargePageBytes)];
    }

    private VirtualAddress FindVmallocStart()
    {
        var start = rules.VmallocStartRounded
            ? PageSize.AlignDown((long)HighMemory + (2 * rules.VmallocOffset) - 1, rules.VmallocOffset)
            : (long)HighMemory + rules.VmallocOffset;
        return start < (long)VirtualAddress.EndOfSpace
            ? start
            : throw new BootException(
                $"Low memory up to {HighMemory} leaves no vmalloc space: VMALLOC_START would wrap round the end of the address space. Give a larger vmalloc=."
            );
    }

    private long MaxMem()
    {
        var top = rules.MaxMemTop.Of(Fixmap.Top, VmallocEnd);
        var maxmem = (long)top - (long)PageOffset - VmallocReserve;
        return maxmem > 0
            ? maxmem
            : throw new BootException(
                FormattableString.Invariant(
                    $"A vmalloc reserve of {VmallocReserve >> 20} MB leaves no room for low memory above PAGE_OFFSET {PageOffset}."
                )
            );
    }

    private void FindMaxPfn()
    {
        foreach (var range in Map.Usable)
        {
            if (rules.CapsAtMaxArchPfn)
            {
                // e820_end_pfn stops at the first range that crosses the limit, without a word.
                if (range.Start >> PageSize.Shift >= MaxArchPfn)
                {
                    continue;
                }

                LastPfn = Math.Max(LastPfn, Math.Min(range.EndPfn, MaxArchPfn));
                if (range.EndPfn > MaxArchPfn)
                {
                    break;
                }
            }
            else
            {
                LastPfn = Math.Max(LastPfn, range.EndPfn);
            }
        }

        LastPfn += rules.BalloonSlackPages;
        MaxPfn = LastPfn;
    }

    // 2.4.21, 2.6.9 setup.c: find_max_low_pfn; 2.6.31 init_32.c: find_low_pfn_range
    private void FindMaxLowPfn()
    {
        if (MaxPfn > MaxMemPfn)
        {
            LimitHighmem();
            MaxLowPfn = MaxMemPfn;
        }
        else
        {
            MaxLowPfn = MaxPfn - ArtificialHighmem();
        }

        HighEndPfn = MaxPfn;
        HighStartPfn = Math.Min(MaxLowPfn, MaxPfn);
        if (Config.HasHighmem)
        {
            messages.Add(texts.HighmemAvailable(HighEndPfn - HighStartPfn));
        }

        messages.Add(texts.LowmemAvailable(MaxLowPfn));
    }

    private void LimitHighmem()
    {
        var available = MaxPfn - MaxMemPfn;
        if (Options.HighmemPages is { } wanted)
        {
            if (wanted < available)
            {
                MaxPfn = MaxMemPfn + wanted;
            }
            else if (wanted > available)
            {
                messages.Add(texts.HighmemIgnored(available, wanted));
            }
        }

        if (!Config.HasHighmem)
        {
            messages.AddRange(texts.NoHighmemConfig(MaxMemPfn, MaxPfn > MaxNonPaePfn));
            if (rules.NoHighmemCutsMaxPfn)
            {
                MaxPfn = MaxMemPfn;
            }
        }
        else if (!Config.Pae && MaxPfn > MaxNonPaePfn)
        {
            MaxPfn = MaxNonPaePfn;
            messages.AddRange(texts.OnlyFourGigabytes());
        }
    }

    private long ArtificialHighmem()
    {
        var wanted = Options.HighmemPages ?? 0;
        if (wanted == 0)
        {
            return 0;
        }

        if (!Config.HasHighmem)
        {
            messages.Add(texts.HighmemWithoutConfig);
        }
        else if (wanted >= MaxPfn)
        {
            messages.Add(texts.HighmemBiggerThanRam(wanted, MaxPfn));
        }
        else if (MaxPfn - wanted < SmallestLowmem)
        {
            messages.Add(texts.HighmemLeavesTooLittle(wanted));
        }
        else
        {
            return wanted;
        }

        return 0;
    }

    private List<BootZone> FindZones()
    {
        var first = rules.ZonesCountRamOnly ? Map.Usable.Min(e => e.FirstPfn) : 0;
        var highEnd = Config.HasHighmem ? HighEndPfn : MaxLowPfn;
        return
        [
            ZoneOf("DMA", first, Math.Min(MaxLowPfn, DmaEndPfn)),
            ZoneOf("Normal", Math.Min(MaxLowPfn, DmaEndPfn), MaxLowPfn),
            ZoneOf("HighMem", MaxLowPfn, Math.Max(MaxLowPfn, highEnd)),
        ];
    }

    private BootZone ZoneOf(string name, long start, long end)
    {
        var spanned = end - start;
        var ram = RamPages(start, end);
        var counted = rules.ZonesCountRamOnly ? ram : spanned;
        var memmap = rules.MemmapCharge.PagesOf(spanned * PageStructSize);
        if (memmap > counted)
        {
            memmap = 0; // the kernel gives up on it ("exceeds realsize")
        }

        return new BootZone(name, start, spanned, ram, memmap, counted - memmap);
    }
}
