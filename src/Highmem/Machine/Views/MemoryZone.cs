namespace Highmem.Machine.Views;

/// <summary>A zone; all numbers are pages.</summary>
public sealed record MemoryZone
{
    internal MemoryZone(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>DMA, Normal or HighMem.</summary>
    public required string Name { get; init; }

    /// <summary>First page frame (zone_start_pfn).</summary>
    public required long StartPfn { get; init; }

    /// <summary>One past the last page frame.</summary>
    public required long EndPfn { get; init; }

    /// <summary>From start to end, holes included.</summary>
    public required long Spanned { get; init; }

    /// <summary>What the kernel counts as present: 2.4.21 and 2.6.9 holes too, 2.6.31 without its own memmap.</summary>
    public required long Present { get; init; }

    /// <summary>What boot handed to the allocator.</summary>
    public required long Managed { get; init; }

    /// <summary>In the buddy lists (nr_free_pages).</summary>
    public required long Free { get; init; }

    /// <summary>In the per-CPU lists.</summary>
    public required long PerCpu { get; init; }

    /// <summary>pages_min.</summary>
    public required long Min { get; init; }

    /// <summary>pages_low.</summary>
    public required long Low { get; init; }

    /// <summary>pages_high.</summary>
    public required long High { get; init; }

    /// <summary>Kept from requests for Normal memory (protection[], lowmem_reserve[]).</summary>
    public required long ReserveNormal { get; init; }

    /// <summary>Kept from requests for HighMem memory.</summary>
    public required long ReserveHighMem { get; init; }

    /// <summary>The per-CPU list's batch; 0 in 2.4.21.</summary>
    public required int Batch { get; init; }

    /// <summary>The largest order that has a free block; -1 if none has.</summary>
    public required int LargestOrder { get; init; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
