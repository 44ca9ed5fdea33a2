namespace Highmem.Vmalloc;

/// <summary>Why ioremap returned NULL, or would have gone wrong.</summary>
public enum IoremapFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The size is 0, or the range wraps round the end of the 4 GB that the kernel can name.</summary>
    InvalidRange,

    /// <summary>
    /// The range lies above 4 GB. The function takes 32 bits, or (2.6.31 with PAE) cuts the address down to them and
    /// maps something else; the emulator refuses.
    /// </summary>
    AboveFourGigabytes,

    /// <summary>A page of the range is RAM that the kernel uses.</summary>
    IsRam,

    /// <summary>
    /// Only the last page of the range is RAM. 2.6.31 does not look at that one, maps it, and makes it uncached in the
    /// direct map too; the emulator refuses.
    /// </summary>
    LastPageIsRam,

    /// <summary>The range is partly RAM, so it has no one cache attribute (2.6.31).</summary>
    PartlyRam,

    /// <summary>A part of the range is mapped with another cache attribute already (2.6.31).</summary>
    CacheConflict,

    /// <summary>No memory for the record of the cache attribute (2.6.31).</summary>
    NoMemtype,

    /// <summary>The size is rounded to no page at all: a BUG (2.4.21).</summary>
    RoundsToNothing,

    /// <summary>No hole in vmalloc space fits.</summary>
    OutOfVmallocSpace,

    /// <summary>No memory for the area's descriptor.</summary>
    NoDescriptor,

    /// <summary>No low page left for a page table.</summary>
    NoPageTable,

    /// <summary>The area would wrap round the end of the address space, which the kernel does not check.</summary>
    WrapsAround,
}
