using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>
/// 2.4 mm/slab.c: objects come from the first partial slab, else from the first empty one; an empty slab is kept
/// until memory is reclaimed. On an SMP kernel an array stands before the lists.
/// </summary>
internal sealed class PlainListCache(
    string name,
    bool isDma,
    SlabGeometry geometry,
    SlabRules rules,
    SlabPages pages,
    KmallocCache? managementCache,
    bool smp
) : ListCache(name, isDma, geometry, rules, pages, managementCache)
{
    private readonly ObjectRef[] array = smp ? new ObjectRef[rules.ArrayLimit(geometry.ObjectSize)] : [];
    private int available;

    public override int ArrayLimit => array.Length;

    public override int ArrayBatch => array.Length / 2;

    public override IEnumerable<ObjectRef> Waiting => array.Take(available);

    public override long Allocate(GfpFlags gfp, short state)
    {
        while (true)
        {
            if (array.Length > 0 && (available > 0 || Refill()))
            {
                var entry = array[--available];
                entry.Slab.Links[entry.Index] = state;
                Allocated++;
                return entry.Address;
            }

            if (array.Length == 0 && FirstWithRoom() is { } slab)
            {
                Allocated++;
                return slab.AddressOf(TakeFrom(slab, state));
            }

            var failure = Grow(gfp);
            if (failure != KmallocFailure.None)
            {
                return Failed(failure);
            }
        }
    }

    public override void Free(ObjectSlab slab, int index)
    {
        Allocated--;
        if (array.Length == 0)
        {
            GiveTo(slab, index);
            return;
        }

        if (available == array.Length)
        {
            available -= ArrayBatch;
            foreach (var entry in array.AsSpan(available, ArrayBatch))
            {
                GiveTo(entry.Slab, entry.Index);
            }
        }

        slab.Links[index] = ObjectSlab.Waiting;
        array[available++] = new(slab, index);
    }

    private bool Refill()
    {
        while (available < ArrayBatch && FirstWithRoom() is { } slab)
        {
            array[available++] = new(slab, TakeFrom(slab, ObjectSlab.Waiting));
        }

        return available > 0;
    }

    private ObjectSlab? FirstWithRoom()
    {
        if (PartialSlabs.First is { } partial)
        {
            return partial;
        }

        if (EmptySlabs.First is not { } empty)
        {
            return null;
        }

        EmptySlabs.Remove(empty);
        PartialSlabs.AddFirst(empty);
        return empty;
    }

    private int TakeFrom(ObjectSlab slab, short state)
    {
        var index = slab.Pop(state);
        if (slab.FirstFree == ObjectSlab.End)
        {
            PartialSlabs.Remove(slab);
            FullSlabs.AddFirst(slab);
        }

        return index;
    }

    private void GiveTo(ObjectSlab slab, int index)
    {
        var wasFull = slab.FirstFree == ObjectSlab.End;
        slab.Push(index);
        if (slab.InUse == 0)
        {
            slab.List!.Remove(slab);
            EmptySlabs.AddFirst(slab);
        }
        else if (wasFull)
        {
            FullSlabs.Remove(slab);
            PartialSlabs.AddFirst(slab);
        }
    }
}
