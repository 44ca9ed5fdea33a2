namespace Highmem.Machine.Views;

/// <summary>vmalloc space in numbers; all sizes are bytes.</summary>
public sealed record VmallocSummary
{
    internal VmallocSummary(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>VMALLOC_END - VMALLOC_START (VmallocTotal in /proc/meminfo).</summary>
    public required long Total { get; init; }

    /// <summary>Sum of vm_struct.size, guard pages included (VmallocUsed).</summary>
    public required long Used { get; init; }

    /// <summary>The largest stretch between areas of the list (VmallocChunk); lazily freed space counts as free.</summary>
    public required long LargestChunk { get; init; }

    /// <summary>Bytes in holes that a new area may use now.</summary>
    public required long Free { get; init; }

    /// <summary>The largest hole.</summary>
    public required long LargestHole { get; init; }

    /// <summary>The largest request, guard page taken off, that a single vmalloc can still place.</summary>
    public required long LargestRequest { get; init; }

    /// <summary>Live areas.</summary>
    public required int Areas { get; init; }

    /// <summary>Holes.</summary>
    public required int Holes { get; init; }

    /// <summary>Bytes of guard pages.</summary>
    public required long Guard { get; init; }

    /// <summary>Bytes of the holes that the kernel keeps free behind areas (2.6.31: a page each), where no area can begin.</summary>
    public required long Gap { get; init; }

    /// <summary>Bytes taken by vm_map_ram: blocks, and areas of their own. They are not in the list.</summary>
    public required long MapRam { get; init; }

    /// <summary>Bytes that were freed lazily and wait for the purge.</summary>
    public required long Lazy { get; init; }

    /// <summary>Percent of the free space that lies outside the largest hole, rounded down: 0 (one hole) to 99.</summary>
    public required int ExternalFragmentation { get; init; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
