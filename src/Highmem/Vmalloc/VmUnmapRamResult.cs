namespace Highmem.Vmalloc;

/// <summary>What vm_unmap_ram made of its arguments.</summary>
public enum VmUnmapRamResult
{
    /// <summary>The pages are unmapped, now or when their block is used up.</summary>
    Unmapped,

    /// <summary>The address is 0: a BUG.</summary>
    Null,

    /// <summary>The address lies below VMALLOC_START: a BUG.</summary>
    BelowWindow,

    /// <summary>The address lies above VMALLOC_END: a BUG.</summary>
    AboveWindow,

    /// <summary>The address is not page aligned: a BUG.</summary>
    NotAligned,

    /// <summary>No block of vm_map_ram lies there: a BUG.</summary>
    NoSuchBlock,

    /// <summary>No area begins there: a BUG.</summary>
    NoSuchArea,

    /// <summary>
    /// There is a block or an area, but vm_map_ram did not map so many pages there. The kernel does not notice and
    /// spoils its books; this one refuses.
    /// </summary>
    NotMappedSo,
}
