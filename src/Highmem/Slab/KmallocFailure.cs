namespace Highmem.Slab;

/// <summary>Why kmalloc returned NULL, or did not return.</summary>
public enum KmallocFailure
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>The size is negative, or larger than kmalloc can give.</summary>
    TooLarge,

    /// <summary>The marks of all zones of the request forbid a new slab, or there is no block that large.</summary>
    OutOfPages,

    /// <summary>The cache must grow, and a flag forbids it.</summary>
    MustNotGrow,

    /// <summary>The flags are illegal in a slab allocator, such as __GFP_HIGHMEM: a BUG, if the cache must grow.</summary>
    BadFlags,
}
