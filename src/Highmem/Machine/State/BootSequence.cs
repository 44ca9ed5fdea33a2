using Highmem.Addressing;
using Highmem.BlockIo;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Kernels;
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
        Layout = Kernel.ComputeLayout(config, options.Map, options.CommandLine, options.Cpu);
        CheckBootable();

        Log = new KernelLog(options.Name);
        Costs = new CostCounters();
        Ram = new PhysicalMemory(Layout.LastPfn << PageSize.Shift);
        Frames = new PageFrames((int)Layout.NumPhysPages);
        Frames.MarkHoles(Layout.Map);
        var memory = new BootMemory(Frames, (int)Layout.MaxLowPfn);
        memory.Reserve(0, 1, FrameUse.Reserved);
        memory.Reserve((int)(Image.Text >> PageSize.Shift), Image.EndPfn, FrameUse.KernelImage);
        (Tables, PageFlags) = KernelMapping.Build(Layout, Kernel.Paging, Image, Ram, memory, options.Cpu);
        MemMap = PhysicalAddress.FromPfn(AllocateMemMap(memory));
        AllocateOthers(memory);

        // The unit of a migrate type is the largest block, or with huge pages of 2 MB (PAE) one of these.
        var pageblockOrder = config.Pae ? 9 : Kernel.Physical.Buddy.MaxOrder - 1;
        Pages = new PageAllocator(Frames, Layout.Zones, Kernel.Physical, Kernel.Texts, Log, pageblockOrder);
        memory.ReleaseTo(Pages, Kernel.Physical.Buddy);
        ReservedPages =
            Layout.RamPages(Kernel.Physical.CountsPageZero ? 0 : 1, Layout.MaxLowPfn)
            - Pages.Zones.Take(2).Sum(z => z.HeldPages);
        Log.Print(Kernel.Texts.Boot(Facts()));
        Tunables = Layout.Options.MemFrac is { } fractions
            ? options.Tunables with
            {
                MemFrac = fractions,
            }
            : options.Tunables;
        Pages.SetMarks(Tunables, HeldPages());
        Processors = new Processors(
            Ram,
            Tables,
            Layout.PageOffset,
            options.ProcessorCount,
            options.Cpu,
            Costs,
            options.Break.HasFlag(BrokenRules.NoFlush)
        );
        AtomicKmap = new AtomicKmap(Layout, Kernel.Kmap, Tables, Processors, Costs, PageFlags);
        AtomicPages = new AtomicPages(Ram, Processors, AtomicKmap);
        var released = HeldPages();
        Slab = new KmallocCaches(Layout, Kernel.Slab, Kernel.Texts, Pages, Log, options.ProcessorCount);
        Bounce = new BounceBuffers(Layout, Kernel.Bounce, Kernel.Texts, Ram, AtomicPages, Pages, Slab, Log);
        var taken = HeldPages();
        FreeInit();

        // What boot took is no cost of what is done with the machine.
        Array.Clear(Pages.PagesTaken);
        ManagedPages = [.. HeldPages().Select((pages, zone) => released[zone] + pages - taken[zone])];

        TablePages = new PageTablePages(Ram, Pages, Costs, Kernel.Paging, Layout.PageOffset, options.ProcessorCount);
        var mapper = new AreaMapper(Ram, Tables, TablePages, Pages, Costs);
        var areas = new VmapAreas(
            Layout,
            Kernel.Vmalloc,
            Kernel.Texts,
            Slab,
            mapper,
            Processors,
            Costs,
            Log,
            options.Break.HasFlag(BrokenRules.NoGuardPage)
        );
        Vmalloc = new VmallocSpace(
            Layout,
            Kernel.Vmalloc,
            Kernel.Texts,
            Pages,
            Slab,
            mapper,
            areas,
            Costs,
            Log,
            PageFlags
        );
        Ioremap = new Ioremapper(
            Layout,
            Kernel.Vmalloc.Ioremap,
            Kernel.Texts,
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

        MapRam = Kernel.Vmalloc.MapRam is { } rules
            ? new VmapBlocks(Layout, rules, areas, Slab, mapper, Processors.Count, PageFlags)
            : null;
        if (config.HasHighmem)
        {
            var addresses = Kernel.Kmap.PageAddress.Create(new(Layout, Ram, (long)MemMap, Frames.Count));
            Kmap = new PersistentKmap(Layout, Kernel.Kmap, Tables, Processors, addresses, Costs, PageFlags);
            Bounce.Kmap = Kmap;
            KmapWaiters = new KmapWaitQueue(Kmap, Costs);
        }

        Processes = new ProcessTable(
            new()
            {
                Rules = Kernel.Processes,
                PagingRules = Kernel.Paging,
                Texts = Kernel.Texts,
                KmapTexts = Kernel.Texts,
                Layout = Layout,
                Ram = Ram,
                Pages = Pages,
                Slab = Slab,
                Tables = Tables,
                TablePages = TablePages,
                Processors = Processors,
                AtomicKmap = AtomicKmap,
                AtomicPages = AtomicPages,
                Costs = Costs,
                Log = Log,
            }
        );
    }

    /// <summary>The kernel.</summary>
    public KernelProfile Kernel => options.Kernel;
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

    private KernelImage Image => Kernel.Image;

    private long ImageMegabytes => PageSize.AlignUp(Image.End, 1 << 20) >> 20;

    private void CheckBootable()
    {
        var config = Layout.Config;
        if (options.Cpu.Tlb.Problem is { } problem)
        {
            throw new BootException(problem);
        }

        if (config.Pae && !options.Cpu.Pae)
        {
            throw new BootException($"Kernel panic: {Kernel.Texts.PaeMissing}");
        }

        var imageStart = Image.Text >> PageSize.Shift;
        if (Layout.RamPages(imageStart, Image.EndPfn) < Image.EndPfn - imageStart)
        {
            throw new BootException(
                FormattableString.Invariant(
                    $"The image of Linux {Kernel} needs usable memory from 1 MB to {ImageMegabytes} MB, and this map has none there. Give the machine more memory."
                )
            );
        }

        if (Image.EndPfn > Layout.MaxLowPfn)
        {
            throw new BootException(
                FormattableString.Invariant(
                    $"The image of Linux {Kernel} needs {ImageMegabytes} MB of low memory, and a vmalloc reserve of {Layout.VmallocReserve >> 20} MB leaves {Layout.MaxLowPfn >> 8} MB. Give a smaller vmalloc=."
                )
            );
        }

        if (config.HasHighmem && Layout.PkmapEnd > Layout.Fixmap.Start)
        {
            throw new BootException(
                KernelTexts.FixmapAndKmapOverlap(Layout.PkmapBase, Layout.PkmapEnd, Layout.Fixmap.Start)
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

    // mem_map[] goes behind the DMA zone if it fits there.
    private int AllocateMemMap(BootMemory memory)
    {
        var rules = Kernel.Physical;
        var bytes = rules.MemMap.FramesOf(Layout.NumPhysPages, 1 << (rules.Buddy.MaxOrder - 1)) * Layout.PageStructSize;
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
            Release = $"{Kernel} {Kernel.Remark}".TrimEnd(),
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
            Zones = [.. Pages.Zones.Select(z => new ZoneFacts(z.Boot, z.Batch))],
            ActiveRanges =
            [
                .. Layout
                    .Map.Usable.Select(e => (Start: e.FirstPfn, End: Math.Min(e.EndPfn, Layout.NumPhysPages)))
                    .Where(r => r.Start < r.End),
            ],
            DirectMap = Layout.DirectMapPieces(),
            Regions = Layout.Regions,
            Sections =
            [
                new(".init", InImage(Image.Init, Image.EndOfInit)),
                new(".data", InImage(Image.EndOfText, Image.EndOfData)),
                new(".text", InImage(Image.Text, Image.EndOfText)),
            ],
            FreePages = Pages.FreePages,
            ReservedPages = ReservedPages,
            HighmemRamPages = Layout.RamPages(Layout.HighStartPfn, Layout.NumPhysPages),
            OnlineCpus = options.ProcessorCount,
        };

    private AddressRange InImage(long start, long end) => new(Layout.PageOffset + start, Layout.PageOffset + end);

    // Pages of each zone that the allocator has, those in per-CPU lists included.
    private long[] HeldPages() => [.. Pages.Zones.Select(z => z.HeldPages)];

    private void FreeInit()
    {
        for (var at = Image.Init; at < Image.EndOfInit; at += PageSize.Bytes)
        {
            Pages.Free((int)(at >> PageSize.Shift), 0);
        }

        Log.Print(KernelTexts.FreeingInit(Image));
    }
}
