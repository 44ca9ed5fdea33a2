namespace Highmem.Reports.VmallocInfo;

/// <summary>A real machine's vmalloc window in numbers; all sizes are bytes.</summary>
public sealed record VmallocInfoSummary
{
    /// <summary>The file, or what the text was called.</summary>
    public required string Source { get; init; }

    /// <summary>The kernel's release; empty where it is not known.</summary>
    public required string Kernel { get; init; }

    /// <summary>Where the window begins (VMALLOC_START).</summary>
    public required IComparable Start { get; init; }

    /// <summary>Where it ends (VMALLOC_END).</summary>
    public required IComparable End { get; init; }

    /// <summary>Where these borders come from.</summary>
    public required string WindowSource { get; init; }

    /// <summary>Bytes of the window.</summary>
    public required long Total { get; init; }

    /// <summary>Sum of the areas with an owner, guard pages included.</summary>
    public required long Used { get; init; }

    /// <summary>The largest stretch between areas; what waits for the purge counts as free.</summary>
    public required long LargestChunk { get; init; }

    /// <summary>Bytes in holes.</summary>
    public required long Free { get; init; }

    /// <summary>The largest request, guard page taken off, that a single vmalloc can still place.</summary>
    public required long LargestRequest { get; init; }

    /// <summary>Areas with an owner.</summary>
    public required int Areas { get; init; }

    /// <summary>Holes.</summary>
    public required int Holes { get; init; }

    /// <summary>Bytes of guard pages.</summary>
    public required long Guard { get; init; }

    /// <summary>Bytes that were freed lazily and wait for the purge, as far as this kernel lists them.</summary>
    public required long Lazy { get; init; }

    /// <summary>Percent of the free space that lies outside the largest hole, rounded down: 0 (one hole) to 99.</summary>
    public required int ExternalFragmentation { get; init; }

    /// <summary>What this kernel prints as VmallocUsed for these areas; empty where the kernel is not known.</summary>
    public required long? ExpectedUsed { get; init; }

    /// <summary>VmallocUsed in /proc/meminfo of the same boot; empty where the file has none.</summary>
    public required long? MeminfoUsed { get; init; }

    /// <summary>Whether these two are equal; empty where one is not known.</summary>
    public bool? UsedAgrees => ExpectedUsed is { } expected && MeminfoUsed is { } printed ? expected == printed : null;

    /// <summary>What VmallocUsed counts on this kernel.</summary>
    public required string UsedExplanation { get; init; }
}
