namespace Highmem.Slab;

/// <summary>What a cache is made with.</summary>
/// <param name="Rules">The kernel's rules.</param>
/// <param name="Pages">The pages of all slabs.</param>
/// <param name="IsSmp">Whether the kernel is one for several CPUs.</param>
/// <param name="Processors">CPUs online.</param>
/// <param name="BreakOrder">slab_break_gfp_order.</param>
/// <param name="OffSlabLimit">The most objects whose indices fit in an object of another cache.</param>
/// <param name="HolderOf">The cache that can hold a slab's management of so many bytes.</param>
internal sealed record CacheSite(
    SlabRules Rules,
    SlabPages Pages,
    bool IsSmp,
    int Processors,
    int BreakOrder,
    int OffSlabLimit,
    Func<int, KmallocCache> HolderOf
)
{
    /// <summary>How a cache of slab lists cuts its slabs, and the cache that their management lies in, if one is needed.</summary>
    public (SlabGeometry Geometry, KmallocCache? Management) OfSlab(int size)
    {
        var geometry = SlabGeometry.OfSlab(size, Rules, BreakOrder, OffSlabLimit);
        return (geometry, geometry.OffSlab ? HolderOf(geometry.ManagementSize) : null);
    }
}
