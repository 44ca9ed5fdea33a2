namespace Highmem.Vmalloc;

/// <summary>
/// What vm_struct.flags says of an area. Which bit says so is told by each kernel's <see cref="VmFlagName"/>s: the numbers
/// here are no kernel's.
/// </summary>
[Flags]
public enum VmFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>VM_IOREMAP: device memory.</summary>
    Ioremap = 1 << 0,

    /// <summary>VM_ALLOC: pages of vmalloc.</summary>
    Alloc = 1 << 1,

    /// <summary>VM_MAP: pages of vmap.</summary>
    Map = 1 << 2,

    /// <summary>VM_USERMAP: may be mapped by processes.</summary>
    UserMap = 1 << 3,

    /// <summary>VM_VPAGES: the pages array was vmalloc'ed itself.</summary>
    Vpages = 1 << 4,
}
