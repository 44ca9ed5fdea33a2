using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>
/// 2.6.9 mm/slab.c: each CPU has an array of free objects, last in, first out. It is refilled from the lists, and
/// drained of its oldest objects; an empty slab is kept only while the lists hold few free objects.
/// </summary>
internal sealed class ArrayCache : ListCache
{
    private readonly ObjectRef[] array;
    private readonly ObjectRef[] shared;
    private readonly int freeLimit;
    private int available;
    private int sharedAvailable;
    private long freeObjects;
    private bool touched;

    public ArrayCache(
        string name,
        bool isDma,
        SlabGeometry geometry,
        SlabRules rules,
        SlabPages pages,
        KmallocCache? managementCache,
        bool smp,
        int cpus
    )
        : base(name, isDma, geometry, rules, pages, managementCache)
    {
        array = new ObjectRef[rules.ArrayLimit(geometry.ObjectSize)];
        ArrayBatch = (array.Length + 1) / 2;
        SharedFactor = smp && geometry.ObjectSize <= PageSize.Bytes ? rules.SharedFactor : 0;
        shared = new ObjectRef[ArrayBatch * SharedFactor];
        freeLimit = ((1 + cpus) * ArrayBatch) + geometry.Objects;
    }

    public override int ArrayLimit => array.Length;

    public override int ArrayBatch { get; }

    public override int SharedFactor { get; }

    public override int SharedObjects => sharedAvailable;

    public override IEnumerable<ObjectRef> Waiting => array.Take(available).Concat(shared.Take(sharedAvailable));

    /// <summary>Objects in the lists that are free (free_objects).</summary>
    public long FreeObjects => freeObjects;

    public override long Allocate(GfpFlags gfp, short state)
    {
        while (available == 0)
        {
            Refill();
            if (available > 0)
            {
                break;
            }

            var failure = Grow(gfp);
            if (failure != KmallocFailure.None)
            {
                return Failed(failure);
            }

            freeObjects += Geometry.Objects;
        }

        touched = true;
        Allocated++;
        ref var entry = ref array[--available];
        entry.Slab.Links[entry.Index] = state;
        return entry.Address;
    }

    public override void Free(ObjectSlab slab, int index)
    {
        Allocated--;
        if (available == array.Length)
        {
            Drain();
        }

        slab.Links[index] = ObjectSlab.Waiting;
        array[available++] = new(slab, index);
    }

    // cache_alloc_refill
    private void Refill()
    {
        var batch = touched ? ArrayBatch : Math.Min(ArrayBatch, Rules.ColdRefill);
        if (sharedAvailable > 0)
        {
            batch = Math.Min(batch, sharedAvailable);
            sharedAvailable -= batch;
            shared.AsSpan(sharedAvailable, batch).CopyTo(array);
            available = batch;
            return;
        }

        while (batch > 0 && (PartialSlabs.First ?? EmptySlabs.First) is { } slab)
        {
            for (; batch > 0 && slab.FirstFree != ObjectSlab.End; batch--)
            {
                array[available++] = new(slab, slab.Pop(ObjectSlab.Waiting));
            }

            slab.List!.Remove(slab);
            (slab.FirstFree == ObjectSlab.End ? FullSlabs : PartialSlabs).AddFirst(slab);
        }

        freeObjects -= available;
    }

    // cache_flusharray
    private void Drain()
    {
        var batch = ArrayBatch;
        var room = shared.Length - sharedAvailable;
        if (room > 0)
        {
            batch = Math.Min(batch, room);
            array.AsSpan(0, batch).CopyTo(shared.AsSpan(sharedAvailable));
            sharedAvailable += batch;
        }
        else
        {
            freeObjects += batch;
            foreach (var entry in array.AsSpan(0, batch))
            {
                GiveTo(entry.Slab, entry.Index);
            }
        }

        available -= batch;
        array.AsSpan(batch, available).CopyTo(array);
    }

    // free_block: a slab that still has objects in use goes to the end, so that these get the time to be freed too.
    private void GiveTo(ObjectSlab slab, int index)
    {
        slab.List!.Remove(slab);
        slab.Push(index);
        if (slab.InUse > 0)
        {
            PartialSlabs.AddLast(slab);
        }
        else if (freeObjects > freeLimit)
        {
            freeObjects -= Geometry.Objects;
            Destroy(slab);
        }
        else
        {
            EmptySlabs.AddFirst(slab);
        }
    }
}
