namespace Highmem.Vmalloc;

/// <summary>
/// The rule by which a kernel places a vmalloc area: always the lowest address that fits, but what "fits" means
/// differs (FACTS: 2.4.21 get_vm_area, 2.6.9 __get_vm_area, 2.6.31 alloc_vmap_area).
/// </summary>
/// <param name="GapAfterArea">
/// Bytes left free behind an area (its guard page included in the area) before the next one may begin: 0, or one page
/// in 2.6.31.
/// </param>
/// <param name="ChecksEndAlways">
/// Whether VMALLOC_END is checked on an empty list too. 2.4.21 and 2.6.9 check it only after passing an area.
/// </param>
/// <param name="AlignsIoremap">Whether an ioremap area is aligned to its size (2.6: one page to 512 KB).</param>
/// <param name="SearchesTree">Whether areas are kept in a tree beside the list, with descriptors of their own.</param>
public sealed record AreaPlacement(int GapAfterArea, bool ChecksEndAlways, bool AlignsIoremap, bool SearchesTree);
