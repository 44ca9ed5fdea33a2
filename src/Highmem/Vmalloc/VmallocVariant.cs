namespace Highmem.Vmalloc;

/// <summary>The functions that allocate virtually contiguous memory.</summary>
public enum VmallocVariant
{
    /// <summary>vmalloc: pages of high memory, if there is any.</summary>
    Vmalloc,

    /// <summary>vmalloc_32: pages that 32-bit devices reach, which here means low memory.</summary>
    Vmalloc32,

    /// <summary>vmalloc_user: cleared pages that processes may map (2.6.31).</summary>
    VmallocUser,

    /// <summary>vmalloc_dma: pages below 16 MB (2.4.21).</summary>
    VmallocDma,
}
