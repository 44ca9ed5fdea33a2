namespace Highmem.Machine.Views;

/// <summary>The tables of a translation, from the top.</summary>
public enum PageTableLevel
{
    /// <summary>Page global directory; without PAE its entries point at page tables or map 4 MB pages.</summary>
    PGD,

    /// <summary>Page middle directory; PAE only. Its entries point at page tables or map 2 MB pages.</summary>
    PMD,

    /// <summary>Page table.</summary>
    PTE,
}
