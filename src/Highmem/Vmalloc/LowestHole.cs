using Highmem.Layout;

namespace Highmem.Vmalloc;

/// <summary>
/// The lowest address that fits, found by a walk of the list, or of a tree beside it (2.4.21 get_vm_area, 2.6.9
/// __get_vm_area, 2.6.31 alloc_vmap_area).
/// </summary>
internal sealed record LowestHole : AreaSearchPolicy
{
    public override string Name => "the lowest hole that fits";

    /// <summary>Whether VMALLOC_END is checked on an empty list too; otherwise only after an area that is stepped over.</summary>
    public required bool ChecksEndAlways { get; init; }

    /// <summary>Whether the walk is one of a tree, so that inserting into the list is a walk of its own.</summary>
    public required bool WalksTree { get; init; }

    public override AreaSearch Create(MemoryLayout layout, int gapAfterArea) =>
        new LowestHoleSearch(layout, this, gapAfterArea);
}
