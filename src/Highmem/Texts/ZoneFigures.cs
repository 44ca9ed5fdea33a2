namespace Highmem.Texts;

/// <summary>What the texts about a zone print. All numbers are pages.</summary>
internal sealed record ZoneFigures
{
    public required string Name { get; init; }
    public required long StartPfn { get; init; }
    public required long Spanned { get; init; }
    public required long Present { get; init; }
    public required long Free { get; init; }

    /// <summary>Pages in the lists of CPU 0.</summary>
    public required long PerCpu { get; init; }
    public required long Min { get; init; }
    public required long Low { get; init; }
    public required long High { get; init; }

    /// <summary>What is kept from requests, by their class: DMA, Normal, HighMem where it is configured, Movable.</summary>
    public required IReadOnlyList<long> Reserve { get; init; }
    public required int Batch { get; init; }

    /// <summary>Free blocks by order; none in an empty zone.</summary>
    public required IReadOnlyList<int> FreeBlocks { get; init; }

    /// <summary>Counts the pages in slabs; most texts do not ask.</summary>
    public required Func<int> SlabPages { get; init; }
}
