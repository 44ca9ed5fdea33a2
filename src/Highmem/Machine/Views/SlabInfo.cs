using Highmem.Slab;

namespace Highmem.Machine.Views;

/// <summary>A general cache of kmalloc, with the columns of /proc/slabinfo.</summary>
public sealed class SlabInfo
{
    internal SlabInfo(IMemorySource source, KmallocCache cache)
    {
        var counts = cache.Count();
        Source = source;
        Name = cache.Name;
        ActiveObjects = counts.ActiveObjects;
        Objects = counts.Objects;
        ObjectSize = cache.ObjectSize;
        ObjectsPerSlab = cache.Geometry.Objects;
        PagesPerSlab = 1 << cache.Geometry.Order;
        ActiveSlabs = counts.ActiveSlabs;
        Slabs = counts.Slabs;
        AllocatedObjects = cache.Allocated;
        IsDma = cache.IsDma;
        ArrayLimit = cache.ArrayLimit;
        ArrayBatch = cache.ArrayBatch;
        SharedFactor = cache.SharedFactor;
        SharedObjects = cache.SharedObjects;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The cache.</summary>
    public string Name { get; }

    /// <summary>
    /// Objects that the kernel counts as in use: those in per-CPU arrays, and all of a slab that a CPU holds (2.6.31),
    /// are among them.
    /// </summary>
    public long ActiveObjects { get; }

    /// <summary>Objects that its slabs have room for.</summary>
    public long Objects { get; }

    /// <summary>Bytes of an object.</summary>
    public int ObjectSize { get; }

    /// <summary>Objects in a slab.</summary>
    public int ObjectsPerSlab { get; }

    /// <summary>Pages of a slab.</summary>
    public int PagesPerSlab { get; }

    /// <summary>Slabs with an object in use; in 2.6.31 all.</summary>
    public long ActiveSlabs { get; }

    /// <summary>Slabs.</summary>
    public long Slabs { get; }

    /// <summary>Objects that were handed out and not freed, those of the kernel itself included.</summary>
    public long AllocatedObjects { get; }

    /// <summary>Whether its slabs lie in the DMA zone.</summary>
    public bool IsDma { get; }

    /// <summary>The most free objects that a CPU's array holds (limit); 0 without arrays.</summary>
    public int ArrayLimit { get; }

    /// <summary>Objects moved to or from it at once (batchcount).</summary>
    public int ArrayBatch { get; }

    /// <summary>Batches that CPUs share (sharedfactor).</summary>
    public int SharedFactor { get; }

    /// <summary>Free objects that they share (sharedavail).</summary>
    public int SharedObjects { get; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
