using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Processes;

/// <summary>The parts of a machine that processes need.</summary>
internal sealed record ProcessParts
{
    public required ProcessRules Rules { get; init; }
    public required PagingRules PagingRules { get; init; }
    public required IProcessTexts Texts { get; init; }
    public required IKmapTexts KmapTexts { get; init; }
    public required MemoryLayout Layout { get; init; }
    public required PhysicalMemory Ram { get; init; }
    public required PageAllocator Pages { get; init; }
    public required KmallocCaches Slab { get; init; }

    /// <summary>The kernel's own page tables.</summary>
    public required PageTables Tables { get; init; }
    public required PageTablePages TablePages { get; init; }
    public required Processors Processors { get; init; }
    public required AtomicKmap AtomicKmap { get; init; }
    public required AtomicPages AtomicPages { get; init; }
    public required CostCounters Costs { get; init; }
    public required KernelLog Log { get; init; }
}
