using System.Globalization;
using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>The general caches of kmalloc: what slabs look like, and how objects are taken and given back.</summary>
internal sealed record SlabRules : IRules
{
    /// <summary>How objects are handed out.</summary>
    public required SlabPolicy Objects { get; init; }

    /// <summary>Object sizes that kmalloc has caches for, in bytes, ascending.</summary>
    public required ItemList<int> KmallocSizes { get; init; }

    /// <summary>The name of a general cache, with {0} for its size.</summary>
    public required string CacheName { get; init; }

    /// <summary>The name of its twin in the DMA zone.</summary>
    public required string DmaCacheName { get; init; }

    /// <summary>The flags that a cache may be grown with (SLAB_LEVEL_MASK, GFP_SLAB_BUG_MASK); others are a BUG.</summary>
    public required GfpFlags AllowedFlags { get; init; }

    /// <summary>The flags that reach the page allocator.</summary>
    public required GfpFlags PageFlags { get; init; }

    /// <summary>The flag that forbids a cache to grow (SLAB_NO_GROW); none where there is no such flag.</summary>
    public GfpFlags NoGrowFlag { get; init; }

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

    public IEnumerable<RuleFact> Facts =>
        [
            new("SlabObjects", Objects.Name, "where kmalloc's objects come from", "mm/slab.c, mm/slub.c"),
            new(
                nameof(KmallocSizes),
                KmallocSizes,
                "sizes that kmalloc has caches for",
                "linux/kmalloc_sizes.h, linux/slub_def.h"
            ),
            new(nameof(CacheLine), CacheLine, "bytes that slabs are coloured by", "mm/slab.c: kmem_cache_create"),
            new("SlabManagementSize", ManagementSize, "bytes of struct slab", "mm/slab.c: slab_t, struct slab"),
            new("SlabIndexSize", IndexSize, "bytes of the index of a free object", "mm/slab.c: kmem_bufctl_t"),
            new(
                "SlabBreakOrder",
                BreakOrder,
                "the order above which slabs grow only if they must",
                "mm/slab.c: kmem_cache_sizes_init"
            ),
            new("SlabMaxOrder", MaxOrder, "the largest order of a slab", "mm/slub.c: slab_order"),
            new(
                "SlabArrayLimits",
                ArrayLimits,
                "objects that a CPU's array may hold, by size",
                "mm/slab.c: enable_cpucache"
            ),
        ];

    /// <summary>The name of the cache of a size.</summary>
    internal string NameOf(int size, bool dma) =>
        string.Format(CultureInfo.InvariantCulture, dma ? DmaCacheName : CacheName, size);

    /// <summary>The size of the per-CPU array of objects of a size.</summary>
    internal int ArrayLimit(int objectSize) => ArrayLimits.First(l => objectSize > l.LargerThan).Limit;
}
