namespace Highmem.Vmalloc;

/// <summary>vm_struct.flags, with the kernel's values.</summary>
[Flags]
public enum VmFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>VM_IOREMAP: device memory.</summary>
    Ioremap = 0x1,

    /// <summary>VM_ALLOC: pages of vmalloc.</summary>
    Alloc = 0x2,

    /// <summary>VM_MAP: pages of vmap (2.6).</summary>
    Map = 0x4,

    /// <summary>VM_USERMAP: may be mapped by processes (2.6.31).</summary>
    UserMap = 0x8,

    /// <summary>VM_VPAGES: the pages array was vmalloc'ed itself (2.6.31).</summary>
    Vpages = 0x10,
}
