using Highmem.Addressing;
using Highmem.BlockIo;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Processes;
using Highmem.Slab;
using Highmem.Texts;
using Highmem.Vmalloc;

namespace Highmem.Machine.State;

/// <summary>Boots a machine: from options to bytes, tables, zones and the kernel log.</summary>
internal sealed class BootSequence
{
    private readonly MachineOptions options;

    public BootSequence(MachineOptions options)
    {
        this.options = options;
        var config = options.ToConfig();
        Layout = MemoryLayout.Compute(options.Kernel, config, options.Map, options.CommandLine, options.Cpu);
        CheckBootable();

        Log = new KernelLog(options.Name);
        Costs = new CostCounters();
        Ram = new PhysicalMemory(Layout.LastPfn << PageSize.Shift);
        Frames = new PageFrames((int)Layout.NumPhysPages);
        Frames.MarkHoles(Layout.Map);
        var memory = new BootMemory(Frames, (int)Layout.MaxLowPfn);
        memory.Reserve(0, 1, FrameUse.Reserved);
        memory.Reserve((int)(Image.Text >> PageSize.Shift), Image.EndPfn, FrameUse.KernelImage);
        (Tables, PageFlags) = KernelMapping.Build(Layout, Ram, memory, options.Cpu);
        MemMap = PhysicalAddress.FromPfn(AllocateMemMap(memory));
        AllocateOthers(memory);

        // The unit of a migrate type is the largest block, or with huge pages of 2 MB (PAE) one of these.
        var pageblockOrder = config.Pae ? 9 : options.Kernel.Buddy.MaxOrder - 1;
        Pages = new PageAllocator(Frames, Layout.Zones, options.Kernel, pageblockOrder);
        memory.ReleaseTo(Pages, options.Kernel.Buddy);
        ReservedPages =
            Layout.RamPages(options.Kernel.CountsPageZero ? 0 : 1, Layout.MaxLowPfn)
            - Pages.Zones.Take(2).Sum(z => z.Buddy.FreePages + z.PerCpuPages);
        Log.Print(options.Kernel.Rules.Messages.Boot(Facts()));
        Tunables = Layout.Options.MemFrac is { } fractions
            ? options.Tunables with
            {
                MemFrac = fractions,
            }
            : options.Tunables;
        Pages.SetMarks(Tunables);
        Processors = new Processors(
            Ram,
            Tables,
            Layout.PageOffset,
            options.ProcessorCount,
            options.Cpu,
            Costs,
            options.Break.HasFlag(BrokenRules.NoFlush)
        );
        AtomicKmap = new AtomicKmap(Layout, Tables, Processors, Costs, PageFlags);
        AtomicPages = new AtomicPages(Layout, Ram, Processors, AtomicKmap);
        var released = HeldPages();
        Slab = new KmallocCaches(Layout, Pages, Log, options.ProcessorCount);
        Bounce = new BounceBuffers(Layout, Ram, AtomicPages, Pages, Slab, Log);
        var taken = HeldPages();
        FreeInit();

        // What boot took is no cost of what is done with the machine.
        Array.Clear(Pages.PagesTaken);
        ManagedPages = [.. HeldPages().Select((pages, zone) => released[zone] + pages - taken[zone])];

        TablePages = new PageTablePages(
            Ram,
            Pages,
            Costs,
            options.Kernel.Processes,
            Layout.PageOffset,
            options.ProcessorCount
        );
        var mapper = new AreaMapper(Ram, Tables, TablePages, Costs, Log, options.Kernel);
        var areas = new VmapAreas(
            Layout,
            Slab,
            mapper,
            Processors,
            Costs,
            Log,
            options.Break.HasFlag(BrokenRules.NoGuardPage)
        );
        Vmalloc = new VmallocSpace(Layout, Pages, Slab, mapper, areas, Costs, Log, PageFlags);
        Ioremap = new Ioremapper(
            Layout,
            Vmalloc,
            Slab,
            mapper,
            pfn => IsReserved(pfn, memory),
            Processors,
            Costs,
            Log,
            PageFlags
        );
        foreach (var mmu in Processors.All)
        {
            mmu.IsGivenUp = Vmalloc.Areas.IsGivenUp;
        }

        MapRam = options.Kernel.VmapBlocks is { } rule
            ? new VmapBlocks(Layout, rule, areas, Slab, mapper, Processors.Count, PageFlags)
            : null;
        if (config.HasHighmem)
        {
            Kmap = new PersistentKmap(Layout, Tables, Processors, PageAddresses(), Costs, PageFlags);
            Bounce.Kmap = Kmap;
            KmapWaiters = new KmapWaitQueue(Kmap, Costs);
        }

        Processes = new ProcessTable(this);
    }

    public MemoryLayout Layout { get; }
    public KernelLog Log { get; }
    public CostCounters Costs { get; }
    public PhysicalMemory Ram { get; }
    public PageFrames Frames { get; }
    public PageTables Tables { get; }

    /// <summary>PAGE_KERNEL.</summary>
    public EntryBits PageFlags { get; }
    public PhysicalAddress MemMap { get; }

    /// <summary>The settings of the zones' marks.</summary>
    public MemoryTunables Tunables { get; set; }

    /// <summary>Pages of each zone that boot handed to the allocator; together totalram_pages.</summary>
    public IReadOnlyList<long> ManagedPages { get; }
    public PageAllocator Pages { get; }
    public KmallocCaches Slab { get; }
    public BounceBuffers Bounce { get; }
    public VmallocSpace Vmalloc { get; }
    public Ioremapper Ioremap { get; }

    /// <summary>vm_map_ram; null where the kernel has none.</summary>
    public VmapBlocks? MapRam { get; }
    public Processors Processors { get; }
    public PageTablePages TablePages { get; }
    public ProcessTable Processes { get; }

    /// <summary>Low RAM pages that boot kept (PageReserved), as mem_init counts them.</summary>
    public long ReservedPages { get; }

    /// <summary>kmap; null on a kernel without HIGHMEM.</summary>
    public PersistentKmap? Kmap { get; }

    /// <summary>The tasks that sleep in kmap.</summary>
    public KmapWaitQueue? KmapWaiters { get; }

    public AtomicKmap AtomicKmap { get; }
    public AtomicPages AtomicPages { get; }

    private KernelImage Image => options.Kernel.Image;

    private long ImageMegabytes => PageSize.AlignUp(Image.End, 1 << 20) >> 20;

    private void CheckBootable()
    {
        var messages = options.Kernel.Rules.Messages;
        var config = Layout.Config;
        if (options.Cpu.Tlb.Problem is { } problem)
        {
            throw new BootException(problem);
        }

        if (config.Pae && !options.Cpu.Pae)
        {
            throw new BootException($"Kernel panic: {messages.PaeMissing}");
        }

        var imageStart = Image.Text >> PageSize.Shift;
        if (Layout.RamPages(imageStart, Image.EndPfn) < Image.EndPfn - imageStart)
        {
            throw new BootException(
                FormattableString.Invariant(
                    $"The image of Linux {options.Kernel.Version} needs usable memory from 1 MB to {ImageMegabytes} MB, and this map has none there. Give the machine more memory."
                )
            );
        }

        if (Image.EndPfn > Layout.MaxLowPfn)
        {
            throw new BootException(
                FormattableString.Invariant(
                    $"The image of Linux {options.Kernel.Version} needs {ImageMegabytes} MB of low memory, and a vmalloc reserve of {Layout.VmallocReserve >> 20} MB leaves {Layout.MaxLowPfn >> 8} MB. Give a smaller vmalloc=."
                )
            );
        }

        if (config.HasHighmem && Layout.PkmapEnd > Layout.Fixmap.Start)
        {
            throw new BootException(
                KernelMessages.FixmapAndKmapOverlap(Layout.PkmapBase, Layout.PkmapEnd, Layout.Fixmap.Start)
                    + FormattableString.Invariant($" NR_CPUS={config.NrCpus} is too many for this kernel.")
            );
        }

        if (Layout.VmallocStart >= Layout.VmallocEnd)
        {
            throw new BootException(
                $"VMALLOC_START {Layout.VmallocStart} lies at or above VMALLOC_END {Layout.VmallocEnd}: this kernel stops with a BUG. Give a larger vmalloc= or more room."
            );
        }
    }

    // Tables made after boot come from the page allocator, and are as little reserved as any of its pages.
    private bool IsReserved(int pfn, BootMemory memory) =>
        Frames.Use(pfn) switch
        {
            FrameUse.Hole or FrameUse.Reserved or FrameUse.KernelImage or FrameUse.MemMap => true,
            FrameUse.PageTable => memory.PageTables.Contains(pfn),
            _ => false,
        };

    // mem_map[] goes behind the DMA zone if it fits there. 2.6.31 rounds it to whole largest blocks.
    private int AllocateMemMap(BootMemory memory)
    {
        var profile = options.Kernel;
        var blockPages = 1 << (profile.Buddy.MaxOrder - 1);
        var described = profile.ZonesMustBeAligned
            ? Layout.NumPhysPages + 1
            : PageSize.AlignUp(Layout.NumPhysPages, blockPages);
        var bytes = described * profile.PageStructSize(Layout.Config);
        return memory.Allocate((int)PageSize.PagesFor(bytes), 16 << 20, FrameUse.MemMap);
    }

    // One page at a time: what matters is how much is gone, not that it is in one piece.
    private void AllocateOthers(BootMemory memory)
    {
        for (var pages = PageSize.PagesFor(options.BootAllocations); pages > 0; pages--)
        {
            memory.Allocate(1, 16 << 20, FrameUse.Reserved);
        }
    }

    private BootFacts Facts() =>
        new()
        {
            Config = Layout.Config,
            Options = Layout.Options,
            Firmware = Layout.Firmware,
            Image = Image,
            LowmemMessages = Layout.Messages,
            MaxPfn = Layout.LastPfn,
            MaxArchPfn = Layout.MaxArchPfn,
            MaxLowPfn = Layout.MaxLowPfn,
            HighStartPfn = Layout.HighStartPfn,
            HighEndPfn = Layout.HighEndPfn,
            NumPhysPages = Layout.NumPhysPages,
            Zones = Layout.Zones,
            ActiveRanges =
            [
                .. Layout
                    .Map.Usable.Select(e => (Start: e.FirstPfn, End: Math.Min(e.EndPfn, Layout.NumPhysPages)))
                    .Where(r => r.Start < r.End),
            ],
            DirectMap = Layout.DirectMapPieces(),
            Regions = LayoutBlock(),
            FreePages = Pages.FreePages,
            ReservedPages = ReservedPages,
            HighmemRamPages = Layout.RamPages(Layout.HighStartPfn, Layout.NumPhysPages),
            OnlineCpus = options.ProcessorCount,
        };

    private List<BootRegion> LayoutBlock() =>
        [
            .. Layout
                .Regions.Where(region => region.BootLogName is not null)
                .Select(region => new BootRegion(region.BootLogName!, region.Range)),
            new(".init", InImage(Image.Init, Image.EndOfInit)),
            new(".data", InImage(Image.EndOfText, Image.EndOfData)),
            new(".text", InImage(Image.Text, Image.EndOfText)),
        ];

    private PageAddressTable PageAddresses()
    {
        var structPageSize = options.Kernel.PageStructSize(Layout.Config);
        return options.Kernel.Kmap.PageAddress == PageAddressRule.Field
            ? new PageAddressField(Ram, (long)MemMap, structPageSize, (int)Layout.HighStartPfn, Frames.Count)
            : new PageAddressHash(
                Layout.PageOffset + (long)MemMap,
                structPageSize,
                (int)Layout.HighStartPfn,
                options.Kernel.PkmapSlots(Layout.Config)
            );
    }

    private AddressRange InImage(long start, long end) => new(Layout.PageOffset + start, Layout.PageOffset + end);

    // Pages of each zone that the allocator has, those in per-CPU lists included.
    private long[] HeldPages() => [.. Pages.Zones.Select(z => z.Buddy.FreePages + z.PerCpuPages)];

    private void FreeInit()
    {
        for (var at = Image.Init; at < Image.EndOfInit; at += PageSize.Bytes)
        {
            Pages.Free((int)(at >> PageSize.Shift), 0);
        }

        Log.Print(KernelMessages.FreeingInit(Image));
    }
}
