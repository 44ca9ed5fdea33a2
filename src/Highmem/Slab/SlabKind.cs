namespace Highmem.Slab;

/// <summary>How a kernel's slab allocator hands out objects.</summary>
public enum SlabKind
{
    /// <summary>From lists of full, partial and free slabs; an SMP kernel puts per-CPU arrays before them (2.4 mm/slab.c).</summary>
    Lists,

    /// <summary>From per-CPU arrays that are refilled from such lists; empty slabs above a limit are given back (2.6 mm/slab.c).</summary>
    Arrays,

    /// <summary>From the free list of a slab that a CPU holds, with a list of partial slabs behind it (mm/slub.c).</summary>
    Unqueued,
}
