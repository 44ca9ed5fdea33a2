namespace Highmem.Physical;

/// <summary>How a zone decides whether a request may take its pages.</summary>
public enum WatermarkRule
{
    /// <summary>The marks of the zones tried so far add up (2.4.21).</summary>
    Cumulative,

    /// <summary>A zone's mark, the request and protection[] of the request's class (2.6.9).</summary>
    Protection,

    /// <summary>A zone's mark and lowmem_reserve[], and enough pages in large blocks too (2.6.31: zone_watermark_ok).</summary>
    ByOrder,
}
