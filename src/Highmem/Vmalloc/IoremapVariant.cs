namespace Highmem.Vmalloc;

/// <summary>The functions that map device memory.</summary>
public enum IoremapVariant
{
    /// <summary>ioremap.</summary>
    Ioremap,

    /// <summary>ioremap_nocache.</summary>
    IoremapNocache,

    /// <summary>ioremap_wc: writes are combined (2.6.31).</summary>
    IoremapWc,

    /// <summary>ioremap_cache: as cached as the MTRRs allow (2.6.31).</summary>
    IoremapCache,
}
