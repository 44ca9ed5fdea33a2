using Highmem.Addressing;

namespace Highmem.Vmalloc;

/// <summary>What the vmalloc and ioremap of a kernel say.</summary>
internal interface IVmallocTexts
{
    /// <summary>vmalloc space is full; null where the kernel says nothing. <paramref name="size"/> includes the guard.</summary>
    string? OutOfVmallocSpace(long size);

    /// <summary>vmalloc finds an entry in use.</summary>
    string PageAlreadyExists { get; }

    /// <summary>vfree of an address that is not page aligned.</summary>
    string VfreeBadAddress(VirtualAddress address);

    /// <summary>vfree of an address where no area begins.</summary>
    string VfreeNonexistent(VirtualAddress address);

    /// <summary>iounmap of an address where no area begins.</summary>
    string IounmapBadAddress(VirtualAddress address);

    /// <summary>ioremap of a range that rounds to no page at all.</summary>
    /// <param name="count">Oopses so far, this one included.</param>
    IEnumerable<string> IoremapOfNothing(int count);

    /// <summary>ioremap of a range whose parts are mapped with different attributes; null where nobody looks.</summary>
    string? MemtypeConflict(long start, long end, string tracked, string requested);

    /// <summary>vm_unmap_ram of what vm_map_ram did not map.</summary>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="count">Oopses so far, this one included.</param>
    IEnumerable<string> VmUnmapRamFault(VmUnmapRamResult fault, int count);
}
