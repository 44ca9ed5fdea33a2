namespace Highmem.Vmalloc;

/// <summary>What vfree, vunmap or iounmap made of an address.</summary>
public enum VfreeResult
{
    /// <summary>The area was freed.</summary>
    Freed,

    /// <summary>The address was 0: nothing to do.</summary>
    Null,

    /// <summary>iounmap of an address in the direct map, where the ISA hole is always mapped: nothing to do.</summary>
    DirectMap,

    /// <summary>The address is not page aligned.</summary>
    BadAddress,

    /// <summary>No area begins there.</summary>
    NoSuchArea,

    /// <summary>
    /// vunmap or iounmap of an area of vmalloc. The kernel takes the area away and loses its pages for good; this one
    /// refuses.
    /// </summary>
    LosesPages,

    /// <summary>
    /// vfree or vunmap of an area of ioremap. 2.6.31 takes the area away and keeps the cache attribute of the device
    /// memory for good; this one refuses.
    /// </summary>
    LosesMemtype,

    /// <summary>
    /// iounmap of an area of vmap. 2.6.31 drops the cache attribute of physical address 0 with it; this one refuses.
    /// </summary>
    FreesForeignMemtype,

    /// <summary>
    /// The area was made by ioremap over high memory that is in use. 2.4.21 would free these pages under their owner;
    /// this one refuses.
    /// </summary>
    FreesForeignPages,

    /// <summary>
    /// The area holds the pages array of another area and goes with it. The kernel would free it twice; this one
    /// refuses.
    /// </summary>
    HoldsPagesArray,
}
