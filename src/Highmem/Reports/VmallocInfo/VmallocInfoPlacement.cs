namespace Highmem.Reports.VmallocInfo;

/// <summary>How the place of a listed area agrees with the rule by which its kernel places areas.</summary>
public enum VmallocInfoPlacement
{
    /// <summary>The kernel or the borders of the window are not known.</summary>
    Unknown,

    /// <summary>The lowest address of the window that its alignment allows.</summary>
    First,

    /// <summary>The lowest address behind the area before it that the rule allows.</summary>
    Next,

    /// <summary>Higher than that: when it was placed, the hole before it was in use.</summary>
    BehindHole,

    /// <summary>Placed from the top downwards, as per-CPU areas are.</summary>
    FromTop,

    /// <summary>Outside the window.</summary>
    OutsideWindow,

    /// <summary>Where this kernel's rule puts no area.</summary>
    Contradiction,
}
