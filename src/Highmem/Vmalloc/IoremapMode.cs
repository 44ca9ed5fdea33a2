namespace Highmem.Vmalloc;

/// <summary>A function of ioremap, and what it asks for.</summary>
/// <param name="Variant">The function.</param>
/// <param name="CacheFlags">The bits PWT and PCD of its entries.</param>
internal sealed record IoremapMode(IoremapVariant Variant, int CacheFlags);
