namespace Highmem.Machine.Views;

/// <summary>What became of pages that were to be freed.</summary>
public enum FreePagesResult
{
    /// <summary>They were freed.</summary>
    Freed,

    /// <summary>There is no such page frame, or no RAM behind it.</summary>
    NoSuchFrame,

    /// <summary>The frame is free already.</summary>
    AlreadyFree,

    /// <summary>The frame belongs to the kernel itself: image, mem_map, page tables, slabs, vmalloc areas.</summary>
    NotYours,

    /// <summary>The frame lies inside a block; a block is freed by its first frame.</summary>
    TailPage,

    /// <summary>The block has another order.</summary>
    WrongOrder,
}
