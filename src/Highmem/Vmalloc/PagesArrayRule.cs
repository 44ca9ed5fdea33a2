namespace Highmem.Vmalloc;

/// <summary>Where vmalloc keeps the list of an area's pages.</summary>
public enum PagesArrayRule
{
    /// <summary>Nowhere: vfree finds the pages in the page tables (2.4.21).</summary>
    None,

    /// <summary>In a kmalloc'ed array (2.6.9).</summary>
    Kmalloc,

    /// <summary>In a kmalloc'ed array up to a page, in a vmalloc'ed one above (2.6.31).</summary>
    KmallocOrVmalloc,
}
