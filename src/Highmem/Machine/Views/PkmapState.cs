namespace Highmem.Machine.Views;

/// <summary>What pkmap_count says of a slot.</summary>
public enum PkmapState
{
    /// <summary>0: not mapped, and in no TLB. It may be used.</summary>
    Free,

    /// <summary>1: mapped without users, and perhaps in a TLB. It may not be used before the next flush.</summary>
    Unused,

    /// <summary>Above 1: mapped, with users.</summary>
    InUse,
}
