using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Layout;
using Highmem.Machine.Audit;
using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace Highmem.Machine;

/// <summary>
/// An emulated 32-bit machine with a booted kernel: the one way in. Its properties show its present state; what its
/// methods return are snapshots. Every method takes the machine's lock whole, so threads may share a machine.
/// </summary>
public sealed partial class I386Machine : IMemorySource
{
    private readonly object gate = new();
    private readonly BootSequence parts;
    private readonly MachineOptions options;

    private I386Machine(MachineOptions options)
    {
        this.options = options;
        parts = new BootSequence(options);
    }

    /// <summary>The machine's name.</summary>
    public string Name => options.Name;

    /// <summary>The kernel's release.</summary>
    public string Kernel => options.Kernel.Release;

    /// <summary>The version whose allocators and texts it has; the release's own, or those of its neighbour.</summary>
    public string Behaviour => options.Kernel.Behaviour;

    /// <summary>Bytes of RAM that the kernel uses.</summary>
    public long MemorySize => Layout.RamPages(0, Layout.NumPhysPages) << PageSize.Shift;

    /// <summary>How high memory is supported.</summary>
    public HighmemSupport Highmem => Layout.Config.Highmem;

    /// <summary>CPUs online.</summary>
    public int ProcessorCount => options.ProcessorCount;

    /// <summary>The kernel command line.</summary>
    public string CommandLine => options.CommandLine;

    /// <summary>Rules of the kernel that the machine breaks, for teaching.</summary>
    public BrokenRules Break => options.Break;

    /// <summary>PAGE_OFFSET.</summary>
    public VirtualAddress PageOffset => Layout.PageOffset;

    /// <summary>high_memory: one past the direct map.</summary>
    public VirtualAddress HighMemory => Layout.HighMemory;

    /// <summary>VMALLOC_START.</summary>
    public VirtualAddress VmallocStart => Layout.VmallocStart;

    /// <summary>VMALLOC_END.</summary>
    public VirtualAddress VmallocEnd => Layout.VmallocEnd;

    /// <summary>PKMAP_BASE; empty without HIGHMEM.</summary>
    public VirtualAddress? PkmapBase => Layout.Config.HasHighmem ? Layout.PkmapBase : (VirtualAddress?)null;

    /// <summary>FIXADDR_START.</summary>
    public VirtualAddress FixaddrStart => Layout.Fixmap.Start;

    /// <summary>max_low_pfn: pages of the direct map.</summary>
    public long MaxLowPfn => Layout.MaxLowPfn;

    /// <summary>max_pfn: the end of the RAM that the kernel uses.</summary>
    public long MaxPfn => Layout.NumPhysPages;

    /// <summary>Free pages of low memory.</summary>
    public long LowFreePages => parts.Pages.Zones[0].Buddy.FreePages + parts.Pages.Zones[1].Buddy.FreePages;

    /// <summary>Free pages of high memory.</summary>
    public long HighFreePages => parts.Pages.Zones[2].Buddy.FreePages;

    /// <summary>Live vmalloc areas.</summary>
    public int VmallocAreas => parts.Vmalloc.Count;

    /// <summary>Pages of lazily freed areas that wait for the purge, guards included (vmap_lazy_nr).</summary>
    public long LazyPages => parts.Vmalloc.LazyPages;

    /// <summary>Cost so far: areas looked at in searches and list walks.</summary>
    public long NodesScanned => parts.Costs.NodesScanned;

    /// <summary>Cost so far: page-table entries set or cleared after boot.</summary>
    public long PtesWritten => parts.Costs.PtesWritten;

    /// <summary>Cost so far: page-table pages allocated after boot.</summary>
    public long PageTablePages => parts.Costs.PageTablePages;

    /// <summary>Cost so far: flushes of the whole TLB on all CPUs.</summary>
    public long TlbFlushes => parts.Costs.TlbFlushes;

    /// <summary>Cost so far: flushes of one page from the TLB of one CPU.</summary>
    public long TlbFlushesOne => parts.Costs.TlbFlushesOne;

    /// <summary>Cost so far: translations that a TLB had.</summary>
    public long TlbHits => parts.Processors.All.Sum(mmu => mmu.Hits);

    /// <summary>Cost so far: translations for which the page tables had to be walked.</summary>
    public long TlbMisses => parts.Processors.All.Sum(mmu => mmu.Misses);

    /// <summary>Accesses so far that went where the page tables no longer point, or to addresses that were freed lazily.</summary>
    public long StaleAccesses => parts.Processors.All.Sum(mmu => mmu.StaleAccesses);

    /// <summary>Cost so far: pages cleared.</summary>
    public long PagesZeroed => parts.Costs.PagesZeroed;

    /// <summary>Cost so far: purges of lazily freed areas.</summary>
    public long Purges => parts.Costs.Purges;

    /// <summary>Cost so far: pages taken from the DMA zone.</summary>
    public long PagesFromDma => parts.Pages.PagesTaken[0];

    /// <summary>Cost so far: pages taken from the Normal zone.</summary>
    public long PagesFromNormal => parts.Pages.PagesTaken[1];

    /// <summary>Cost so far: pages taken from the HighMem zone.</summary>
    public long PagesFromHighMem => parts.Pages.PagesTaken[2];

    /// <summary>Kernel-mode page faults so far that ended in an oops.</summary>
    public int Oopses => parts.Costs.Oopses;

    /// <summary>The borders of its memory.</summary>
    internal MemoryLayout Layout => parts.Layout;

    MemoryLayout IMemorySource.Layout => Layout;

    /// <summary>What it is made of, for tests.</summary>
    internal BootSequence Parts => parts;

    /// <summary>GFP_KERNEL of its kernel.</summary>
    internal GfpFlags GfpKernel => options.Kernel.Physical.Gfp.Kernel;

    /// <summary>Boots a machine.</summary>
    /// <exception cref="BootException">This machine cannot boot; the message says why.</exception>
    public static I386Machine Boot(MachineOptions options) => new(options);

    /// <summary>The borders of the machine's memory, with every number they follow from.</summary>
    public MemoryLayout GetLayout() => Layout;

    /// <summary>The kernel log.</summary>
    public IReadOnlyList<KernelLogEntry> GetKernelLog()
    {
        lock (gate)
        {
            return parts.Log.Snapshot();
        }
    }

    /// <summary>The kernel's part of the address space, from PAGE_OFFSET to 4 GiB.</summary>
    public IReadOnlyList<MemoryRegion> GetRegions() => RegionList.Of(Name, Layout);

    /// <summary>The areas of the list, in address order.</summary>
    public IReadOnlyList<VmArea> GetVmList()
    {
        lock (gate)
        {
            return [.. parts.Vmalloc.Live.Select(area => new VmArea(this, area))];
        }
    }

    /// <summary>The stretches from high_memory to VMALLOC_END that hold no memory, of all kinds, in address order.</summary>
    public IReadOnlyList<VmGap> GetVmGaps()
    {
        lock (gate)
        {
            return GapList.Of(this, parts.Vmalloc);
        }
    }

    /// <summary>vmalloc space in numbers.</summary>
    public VmallocSummary MeasureVmalloc()
    {
        lock (gate)
        {
            return GapList.Measure(this, parts.Vmalloc);
        }
    }

    /// <summary>The entries that translate one address, from the top, as far as the walk gets.</summary>
    public IReadOnlyList<PageTableEntry> GetPageTableEntries(VirtualAddress address)
    {
        lock (gate)
        {
            return TableDump.Levels(this, parts.Tables.Walk(address));
        }
    }

    /// <summary>The entries of the pages of a range that are not empty, streamed in address order.</summary>
    /// <param name="range">The addresses.</param>
    /// <param name="filter">Which entries are wanted; null for all.</param>
    public IEnumerable<PageTableEntry> GetPageTableEntries(AddressRange range, PageTableFilter? filter = null) =>
        new TableDump(this, parts.Tables, gate).Entries(range, filter ?? PageTableFilter.All);

    /// <summary>The same, with neighbours of one region and of equal rights merged.</summary>
    /// <inheritdoc cref="GetPageTableEntries(AddressRange, PageTableFilter?)"/>
    public IEnumerable<PageTableRange> GetPageTableRanges(AddressRange range, PageTableFilter? filter = null) =>
        new TableDump(this, parts.Tables, gate).Coalesced(range, filter ?? PageTableFilter.All);

    /// <summary>The names of bits that entries of page tables may have on this kernel.</summary>
    public IReadOnlyList<string> GetPageTableFlags() => [.. FlagText.AllNames(Profile)];

    /// <summary>Translates an address, without touching Accessed or Dirty.</summary>
    public AddressTranslation Resolve(VirtualAddress address)
    {
        lock (gate)
        {
            return TableDump.Translation(this, parts.Tables.Walk(address));
        }
    }

    /// <summary>Every broken invariant; nothing if the machine is sound.</summary>
    public IReadOnlyList<AuditFinding> Audit()
    {
        lock (gate)
        {
            return new MachineAudit(Name, parts).Run();
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private string[] MessagesSince(int count) =>
        parts.Log.Count == count ? [] : [.. parts.Log.Snapshot(count).Select(e => e.Text)];
}
