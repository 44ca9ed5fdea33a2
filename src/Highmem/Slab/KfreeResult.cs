namespace Highmem.Slab;

/// <summary>What kfree made of an address.</summary>
public enum KfreeResult
{
    /// <summary>The object was freed.</summary>
    Freed,

    /// <summary>The address was 0: nothing to do.</summary>
    Null,

    /// <summary>The address was ZERO_SIZE_PTR, which stands for no object: nothing to do.</summary>
    ZeroSize,

    /// <summary>The address, taken for one of the direct map, is behind the last page frame.</summary>
    OutOfRange,

    /// <summary>The page frame that the address stands for in the direct map is in no slab.</summary>
    NotInSlab,

    /// <summary>No object begins there, only slab.</summary>
    NotAnObject,

    /// <summary>The object is free already.</summary>
    AlreadyFree,

    /// <summary>
    /// The object belongs to the kernel's own books (a vm_struct, a slab's management). The kernel would free it and
    /// fall over it later; the emulator does not.
    /// </summary>
    KernelsOwn,
}
