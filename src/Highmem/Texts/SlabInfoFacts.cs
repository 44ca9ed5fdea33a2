namespace Highmem.Texts;

/// <summary>A cache as /proc/slabinfo shows it.</summary>
internal readonly record struct SlabInfoFacts
{
    public required string Name { get; init; }
    public required long ActiveObjects { get; init; }
    public required long Objects { get; init; }

    /// <summary>Bytes.</summary>
    public required int ObjectSize { get; init; }
    public required int ObjectsPerSlab { get; init; }
    public required int PagesPerSlab { get; init; }
    public required long ActiveSlabs { get; init; }
    public required long Slabs { get; init; }

    /// <summary>Objects that a CPU's array may hold.</summary>
    public required int ArrayLimit { get; init; }

    /// <summary>Objects moved between array and slabs at once.</summary>
    public required int ArrayBatch { get; init; }

    /// <summary>Batches that the array shared between CPUs can hold.</summary>
    public required int SharedFactor { get; init; }

    /// <summary>Free objects in that array.</summary>
    public required int SharedObjects { get; init; }
}
