using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>A cache whose slabs are in lists of full, partial and empty ones (mm/slab.c).</summary>
internal abstract class ListCache(
    string name,
    bool isDma,
    SlabGeometry geometry,
    SlabRules rules,
    SlabPages pages,
    KmallocCache? managementCache
) : KmallocCache(name, isDma, geometry, rules, pages)
{
    private int nextColour;

    protected SlabList FullSlabs { get; } = new();
    protected SlabList PartialSlabs { get; } = new();

    /// <summary>Slabs without an object in use (slabs_free).</summary>
    protected SlabList EmptySlabs { get; } = new();

    public override SlabCounts Count()
    {
        var slabs = FullSlabs.Count + PartialSlabs.Count;
        var active = ((long)FullSlabs.Count * Geometry.Objects) + PartialSlabs.Slabs.Sum(s => (long)s.InUse);
        var all = slabs + EmptySlabs.Count;
        return new(active, (long)all * Geometry.Objects, slabs, all);
    }

    public override string? Fault(ObjectSlab slab)
    {
        var expected =
            slab.InUse == 0 ? EmptySlabs
            : slab.InUse == slab.Objects ? FullSlabs
            : PartialSlabs;
        return slab.List == expected ? null : "in a list that its count of objects does not belong in";
    }

    /// <summary>Adds a slab to the end of the empty ones (kmem_cache_grow, cache_grow).</summary>
    protected KmallocFailure Grow(GfpFlags gfp)
    {
        var failure = CheckFlags(gfp);
        if (failure != KmallocFailure.None)
        {
            return failure;
        }

        var colour = nextColour * Geometry.ColourStep;
        nextColour = nextColour + 1 >= Geometry.Colours ? 0 : nextColour + 1;
        if (Pages.Take(this, PageFlags(gfp), Geometry.Order, Geometry.Objects) is not { } slab)
        {
            return KmallocFailure.OutOfPages;
        }

        if (!PlaceManagement(slab, colour, gfp & ~GfpFlags.Dma))
        {
            Pages.Give(slab);
            return KmallocFailure.OutOfPages;
        }

        Construct(slab);
        EmptySlabs.AddLast(slab);
        return KmallocFailure.None;
    }

    /// <summary>Gives the pages of a slab back, and its management.</summary>
    protected void Destroy(ObjectSlab slab)
    {
        Pages.Give(slab);
        if (managementCache is not null)
        {
            var holder = Pages.SlabOf((int)(slab.Management >> PageSize.Shift));
            managementCache.Free(holder, (int)((slab.Management - holder.Start) / holder.Cache.ObjectSize));
        }
    }

    private bool PlaceManagement(ObjectSlab slab, int colour, GfpFlags gfp)
    {
        if (managementCache is null)
        {
            slab.Start += colour + Geometry.ManagementSize;
            return true;
        }

        slab.Start += colour;
        slab.Management = managementCache.Allocate(gfp, ObjectSlab.Held);
        return slab.Management >= 0;
    }
}
