namespace Highmem.Physical;

/// <summary>
/// What an allocation flag asks for. Which bit says so, and whether there is such a flag at all, is told by each kernel's
/// <see cref="GfpNames"/>: the numbers here are no kernel's.
/// </summary>
[Flags]
public enum GfpFlags
{
    /// <summary>No flag: NORMAL memory, no waiting.</summary>
    None = 0,

    /// <summary>__GFP_DMA: memory below 16 MB.</summary>
    Dma = 1 << 0,

    /// <summary>__GFP_HIGHMEM: high memory, if there is any.</summary>
    Highmem = 1 << 1,

    /// <summary>__GFP_DMA32: memory below 4 GB, which on 32 bit means nothing.</summary>
    Dma32 = 1 << 2,

    /// <summary>__GFP_MOVABLE: a page that can be moved elsewhere.</summary>
    Movable = 1 << 3,

    /// <summary>__GFP_RECLAIMABLE: a page of a cache that can be dropped.</summary>
    Reclaimable = 1 << 4,

    /// <summary>__GFP_WAIT: the caller may sleep.</summary>
    Wait = 1 << 5,

    /// <summary>__GFP_HIGH: may use the emergency reserve.</summary>
    High = 1 << 6,

    /// <summary>__GFP_IO: block I/O may be started to free memory.</summary>
    Io = 1 << 7,

    /// <summary>__GFP_HIGHIO: such I/O may use bounce buffers.</summary>
    HighIo = 1 << 8,

    /// <summary>__GFP_FS: file systems may be called to free memory.</summary>
    Fs = 1 << 9,

    /// <summary>__GFP_COLD: a page that is in no cache.</summary>
    Cold = 1 << 10,

    /// <summary>__GFP_NOWARN: a failure is not printed.</summary>
    NoWarn = 1 << 11,

    /// <summary>__GFP_REPEAT: try harder.</summary>
    Repeat = 1 << 12,

    /// <summary>__GFP_NOFAIL: try for ever.</summary>
    NoFail = 1 << 13,

    /// <summary>__GFP_NORETRY: try once.</summary>
    NoRetry = 1 << 14,

    /// <summary>SLAB_NO_GROW: a slab cache shall not grow for it.</summary>
    NoGrow = 1 << 15,

    /// <summary>__GFP_COMP: the pages of a block know its first.</summary>
    Compound = 1 << 16,

    /// <summary>__GFP_ZERO: cleared pages.</summary>
    Zero = 1 << 17,

    /// <summary>__GFP_NOMEMALLOC: leaves the emergency reserve alone.</summary>
    NoMemAlloc = 1 << 18,

    /// <summary>__GFP_HARDWALL: keeps to the caller's cpuset.</summary>
    HardWall = 1 << 19,

    /// <summary>__GFP_THISNODE: no other node.</summary>
    ThisNode = 1 << 20,
}
