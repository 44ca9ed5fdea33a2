using System.Globalization;
using Highmem.Boot;

namespace Highmem.Slab;

/// <summary>The general caches of kmalloc: what slabs look like, and how objects are taken and given back.</summary>
public sealed record SlabRules
{
    /// <summary>How objects are handed out.</summary>
    public required SlabKind Kind { get; init; }

    /// <summary>The format of /proc/slabinfo.</summary>
    public required SlabInfoFormat InfoFormat { get; init; }

    /// <summary>The name of a general cache, with {0} for its size.</summary>
    public required string CacheName { get; init; }

    /// <summary>The name of its twin in the DMA zone.</summary>
    public required string DmaCacheName { get; init; }

    /// <summary>The flags that a cache may be grown with (SLAB_LEVEL_MASK, GFP_SLAB_BUG_MASK); others are a BUG.</summary>
    public required int AllowedFlags { get; init; }

    /// <summary>The flags that reach the page allocator.</summary>
    public required int PageFlags { get; init; }

    /// <summary>The flag that forbids a cache to grow (SLAB_NO_GROW); 0 where there is none.</summary>
    public int NoGrowFlag { get; init; }

    /// <summary>The cache line that slabs are coloured by, in bytes, of the CPU the build is for (a Pentium III).</summary>
    public int CacheLine { get; init; } = 32;

    /// <summary>sizeof(struct slab) in bytes: what stands before the indices of the free objects.</summary>
    public int ManagementSize { get; init; } = 24;

    /// <summary>sizeof(kmem_bufctl_t) in bytes.</summary>
    public int IndexSize { get; init; } = sizeof(int);

    /// <summary>The order above which a slab grows only to hold one object at all, up to 32 MB of memory.</summary>
    public int BreakOrderSmall { get; init; }

    /// <summary>The same for more memory.</summary>
    public int BreakOrder { get; init; }

    /// <summary>Whether the management in a slab is rounded up to the objects' alignment; otherwise to a cache line.</summary>
    public bool AlignsManagementToObjects { get; init; }

    /// <summary>The sizes of the per-CPU arrays, largest objects first. A batch is half of one, rounded up.</summary>
    public ItemList<SlabArrayLimit> ArrayLimits { get; init; } = [];

    /// <summary>Objects with which an array is refilled that was not used lately (BATCHREFILL_LIMIT).</summary>
    public int ColdRefill { get; init; }

    /// <summary>Batches that CPUs of an SMP kernel share between them, for objects up to a page.</summary>
    public int SharedFactor { get; init; }

    /// <summary>The largest order that slabs are given for the sake of more objects (PAGE_ALLOC_COSTLY_ORDER).</summary>
    public int MaxOrder { get; init; }

    /// <summary>Whether kmalloc takes what is too large for its caches from the page allocator.</summary>
    public bool LargeFromPages => Kind == SlabKind.Unqueued;

    /// <summary>Whether kmalloc(0) is a pointer to nothing (ZERO_SIZE_PTR); otherwise it is a smallest object.</summary>
    public bool HasZeroSizePointer => Kind == SlabKind.Unqueued;

    /// <summary>The name of the cache of a size.</summary>
    internal string NameOf(int size, bool dma) =>
        string.Format(CultureInfo.InvariantCulture, dma ? DmaCacheName : CacheName, size);

    /// <summary>The size of the per-CPU array of objects of a size.</summary>
    internal int ArrayLimit(int objectSize) => ArrayLimits.First(l => objectSize > l.LargerThan).Limit;
}
