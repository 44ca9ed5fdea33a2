namespace Highmem.Kernel;

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

    /// <summary>__GFP_WAIT.</summary>
    Wait = 0x10,

    /// <summary>__GFP_HIGH: may use the emergency reserve.</summary>
    High = 0x20,

    /// <summary>__GFP_IO.</summary>
    Io = 0x40,
}
