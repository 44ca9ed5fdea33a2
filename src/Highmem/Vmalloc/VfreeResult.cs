namespace Highmem.Vmalloc;

/// <summary>What vfree made of an address.</summary>
public enum VfreeResult
{
    /// <summary>The area was freed.</summary>
    Freed,

    /// <summary>The address was 0: nothing to do.</summary>
    Null,

    /// <summary>The address is not page aligned.</summary>
    BadAddress,

    /// <summary>No area begins there.</summary>
    NoSuchArea,
}
