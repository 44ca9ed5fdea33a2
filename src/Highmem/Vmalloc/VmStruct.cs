using Highmem.Addressing;
using Highmem.Paging;

namespace Highmem.Vmalloc;

/// <summary>An area of vmalloc space: struct vm_struct, in 2.6.31 with its vmap_area, or that alone.</summary>
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

    /// <summary>Physical address of the vm_struct itself; -1 for a vmap_area without one (vm_map_ram).</summary>
    public required long Descriptor { get; init; }

    /// <summary>Physical address of the vmap_area; -1 where the kernel has none.</summary>
    public required long VmapArea { get; init; }

    /// <summary>The area's own page frames (pages); empty in 2.4.21, which finds them in the page tables.</summary>
    public int[] Pages { get; set; } = [];

    /// <summary>How many of <see cref="Pages"/> are allocated (nr_pages).</summary>
    public int PageCount { get; set; }

    /// <summary>The page frames of others that vmap or vm_map_ram mapped; the kernel keeps no such list.</summary>
    public int[] Mapped { get; set; } = [];

    /// <summary>What an ioremap area maps (phys_addr); -1 for others.</summary>
    public long Physical { get; set; } = -1;

    /// <summary>The flags of the area's entries.</summary>
    public EntryBits Bits { get; set; }

    /// <summary>Physical address of a kmalloc'ed pages array; -1 if there is none.</summary>
    public long PagesArray { get; set; } = -1;

    /// <summary>The area that holds a vmalloc'ed pages array (VM_VPAGES).</summary>
    public VmStruct? PagesArea { get; set; }

    /// <summary>The area whose pages array this one holds.</summary>
    public VmStruct? PagesOf { get; set; }

    /// <summary>The block of vm_map_ram that the area is.</summary>
    public VmapBlock? Block { get; set; }

    /// <summary>Whether the area is freed but its addresses and entries wait for the purge (VM_LAZY_FREE).</summary>
    public bool IsLazy { get; set; }

    /// <summary>Whether the area is in vmlist, and so found by vfree and its like (VM_VM_AREA).</summary>
    public bool IsListed => Descriptor >= 0 && !IsLazy;

    /// <summary>One past the guard page.</summary>
    public VirtualAddress End => Address + Size;

    /// <summary>The part without the guard page.</summary>
    public AddressRange Usable => AddressRange.OfSize(Address, Size - Guard);
}
