namespace Highmem.Vmalloc;

/// <summary>Why vmalloc returned NULL.</summary>
public enum VmallocFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The size is 0 pages, or more pages than the machine has (num_physpages).</summary>
    InvalidSize,

    /// <summary>No hole in vmalloc space fits.</summary>
    OutOfVmallocSpace,

    /// <summary>No memory for the area's descriptor.</summary>
    NoDescriptor,

    /// <summary>No memory for the pages array, or it is larger than kmalloc can give.</summary>
    NoPagesArray,

    /// <summary>No hole in vmalloc space fits the pages array, which is an area of its own (2.6.31).</summary>
    NoSpaceForPagesArray,

    /// <summary>No page left in any zone.</summary>
    OutOfPages,

    /// <summary>No low page left for a page table.</summary>
    NoPageTable,

    /// <summary>
    /// The area would wrap round the end of the address space. 2.4.21 and 2.6.9 do not check this on an empty list
    /// and go on with a wrong mapping; the emulator stops.
    /// </summary>
    WrapsAround,
}
