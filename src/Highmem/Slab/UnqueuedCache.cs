using System.Numerics;
using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>
/// mm/slub.c: the CPU holds a slab and takes objects from its chain; when that is used up the slab is let go, and the
/// first partial slab is held instead, or a new one. A slab that is not held and becomes empty is given back at once.
/// </summary>
internal sealed class UnqueuedCache(string name, bool isDma, SlabGeometry geometry, SlabRules rules, SlabPages pages)
    : KmallocCache(name, isDma, geometry, rules, pages)
{
    private readonly SlabList partial = new();
    private ObjectSlab? held;
    private int heldFree = ObjectSlab.End;
    private long slabs;
    private long objects;

    /// <summary>The slab that the CPU takes objects from.</summary>
    public ObjectSlab? Held => held;

    public override long Allocate(GfpFlags gfp, short state)
    {
        if (heldFree == ObjectSlab.End)
        {
            var failure = Hold(gfp);
            if (failure != KmallocFailure.None)
            {
                return Failed(failure);
            }
        }

        var index = heldFree;
        ref var link = ref held!.Links[index];
        heldFree = link;
        link = state;
        Allocated++;
        return held.AddressOf(index);
    }

    public override void Free(ObjectSlab slab, int index)
    {
        Allocated--;
        if (slab == held)
        {
            slab.Links[index] = (short)heldFree;
            heldFree = index;
            return;
        }

        var wasFull = slab.FirstFree == ObjectSlab.End;
        slab.Push(index);
        if (slab.InUse == 0)
        {
            Discard(slab, isPartial: !wasFull);
        }
        else if (wasFull)
        {
            partial.AddLast(slab);
        }
    }

    // A held slab counts as full of objects in use.
    public override SlabCounts Count() =>
        new(objects - FreeInPartialSlabs(), objects, ActiveSlabs: slabs, Slabs: slabs);

    public override string? Fault(ObjectSlab slab)
    {
        if (slab == held)
        {
            return slab.InUse == slab.Objects && slab.FirstFree == ObjectSlab.End && slab.List is null
                ? null
                : "held, but not counted as full";
        }

        var expected = slab.InUse < slab.Objects ? partial : null;
        return slab.List == expected && slab.InUse > 0
            ? null
            : "in a list that its count of objects does not belong in";
    }

    /// <summary>The first free object of the slab, wherever its chain hangs.</summary>
    public int FirstFree(ObjectSlab slab) => slab == held ? heldFree : slab.FirstFree;

    // __slab_alloc
    private KmallocFailure Hold(GfpFlags gfp)
    {
        held = null;
        var next = partial.First;
        if (next is not null)
        {
            partial.Remove(next);
        }
        else
        {
            var failure = Grow(gfp, out next);
            if (failure != KmallocFailure.None)
            {
                return failure;
            }
        }

        held = next!;
        heldFree = held.FirstFree;
        held.FirstFree = ObjectSlab.End;
        held.InUse = held.Objects;
        return KmallocFailure.None;
    }

    // new_slab: if there is no block of the wished order, one that holds a single object will do.
    private KmallocFailure Grow(GfpFlags gfp, out ObjectSlab? slab)
    {
        slab = null;
        var failure = CheckFlags(gfp);
        if (failure != KmallocFailure.None)
        {
            return failure;
        }

        var flags = PageFlags(gfp) | (Geometry.Order > 0 ? GfpFlags.Compound : GfpFlags.None);
        var minOrder = BitOperations.Log2((uint)Math.Max(ObjectSize, PageSize.Bytes)) - PageSize.Shift;
        slab =
            Pages.Take(this, flags, Geometry.Order, Geometry.Objects, quiet: true)
            ?? Pages.Take(this, flags, minOrder, (PageSize.Bytes << minOrder) / ObjectSize);
        if (slab is null)
        {
            PrintOutOfMemory(gfp, minOrder);
            return KmallocFailure.OutOfPages;
        }

        Construct(slab);
        slabs++;
        objects += slab.Objects;
        return KmallocFailure.None;
    }

    private void Discard(ObjectSlab slab, bool isPartial)
    {
        if (isPartial)
        {
            partial.Remove(slab);
        }

        slabs--;
        objects -= slab.Objects;
        Pages.Give(slab);
    }

    private void PrintOutOfMemory(GfpFlags gfp, int minOrder)
    {
        if ((gfp & GfpFlags.NoWarn) == GfpFlags.None)
        {
            Pages.PrintOutOfMemory(
                new(Name, Pages.BitsOf(gfp), ObjectSize, Geometry.Order, minOrder, slabs, objects, FreeInPartialSlabs())
            );
        }
    }

    private long FreeInPartialSlabs() => partial.Slabs.Sum(s => (long)(s.Objects - s.InUse));
}
