namespace Highmem.Vmalloc;

/// <summary>The functions that take an area back.</summary>
internal enum AreaFunction
{
    /// <summary>vfree: the area's pages are freed with it.</summary>
    Vfree,

    /// <summary>vunmap: the pages are left to their owner.</summary>
    Vunmap,

    /// <summary>iounmap.</summary>
    Iounmap,
}
