namespace Highmem.Physical;

/// <summary>What a page frame is used for.</summary>
public enum FrameUse : byte
{
    /// <summary>In the buddy allocator.</summary>
    Free,

    /// <summary>In a per-CPU list.</summary>
    PerCpu,

    /// <summary>No RAM.</summary>
    Hole,

    /// <summary>RAM the kernel never hands out (the BIOS data page).</summary>
    Reserved,

    /// <summary>The kernel image.</summary>
    KernelImage,

    /// <summary>The struct page array.</summary>
    MemMap,

    /// <summary>Page directory and page tables.</summary>
    PageTable,

    /// <summary>Slabs of kmalloc.</summary>
    Slab,

    /// <summary>Pages of a vmalloc area.</summary>
    Vmalloc,

    /// <summary>Pages handed out by alloc_pages.</summary>
    Pages,

    /// <summary>Blocks that kmalloc took because they are too large for a slab.</summary>
    KmallocLarge,

    /// <summary>Memory of processes.</summary>
    User,

    /// <summary>Pages that block I/O is copied through, and those kept for that.</summary>
    BounceBuffer,
}
