namespace Highmem.Physical;

/// <summary>The allocation flags whose bits all three kernels share; the named sets differ (see the profile).</summary>
[Flags]
public enum GfpFlags
{
    /// <summary>No flag: NORMAL memory, no waiting.</summary>
    None = 0,

    /// <summary>__GFP_DMA.</summary>
    Dma = 0x1,

    /// <summary>__GFP_HIGHMEM.</summary>
    Highmem = 0x2,

    /// <summary>__GFP_MOVABLE (2.6.31).</summary>
    Movable = 0x8,

    /// <summary>__GFP_WAIT.</summary>
    Wait = 0x10,

    /// <summary>__GFP_HIGH: may use the emergency reserve.</summary>
    High = 0x20,

    /// <summary>__GFP_IO.</summary>
    Io = 0x40,

    /// <summary>__GFP_COLD: a page that is in no cache (2.6).</summary>
    Cold = 0x100,

    /// <summary>__GFP_NOWARN: a failure is not printed (2.6).</summary>
    NoWarn = 0x200,

    /// <summary>__GFP_COMP: the pages of a block know its first (2.6).</summary>
    Compound = 0x4000,

    /// <summary>__GFP_ZERO: cleared pages (2.6.31).</summary>
    Zero = 0x8000,

    /// <summary>__GFP_RECLAIMABLE (2.6.31).</summary>
    Reclaimable = 0x80000,
}
