using Highmem.Addressing;

namespace Highmem.Vmalloc;

/// <summary>An area of vmalloc space (struct vm_struct, in 2.6.31 with its vmap_area).</summary>
internal sealed class VmStruct
{
    public required VirtualAddress Address { get; init; }

    /// <summary>Bytes, the guard page included.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes of the guard page that ends the area; 0 if there is none.</summary>
    public required int Guard { get; init; }

    /// <summary>Bytes that were asked for.</summary>
    public required long RequestedSize { get; init; }
    public required string Caller { get; init; }
    public required VmFlags Flags { get; set; }

    /// <summary>Physical address of the vm_struct itself.</summary>
    public required long Descriptor { get; init; }

    /// <summary>Physical address of the vmap_area; -1 where the kernel has none.</summary>
    public required long VmapArea { get; init; }

    /// <summary>The page frames (pages); empty in 2.4.21, which finds them in the page tables.</summary>
    public int[] Pages { get; set; } = [];

    /// <summary>How many of <see cref="Pages"/> are allocated (nr_pages).</summary>
    public int PageCount { get; set; }

    /// <summary>Physical address of a kmalloc'ed pages array; -1 if there is none.</summary>
    public long PagesArray { get; set; } = -1;

    /// <summary>The area that holds a vmalloc'ed pages array (VM_VPAGES).</summary>
    public VmStruct? PagesArea { get; set; }

    /// <summary>Whether the area is freed but its addresses and entries wait for the purge (VM_LAZY_FREE).</summary>
    public bool IsLazy { get; set; }

    /// <summary>One past the guard page.</summary>
    public VirtualAddress End => Address + Size;

    /// <summary>The part without the guard page.</summary>
    public AddressRange Usable => AddressRange.OfSize(Address, Size - Guard);
}
