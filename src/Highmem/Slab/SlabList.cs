namespace Highmem.Slab;

/// <summary>A list of slabs, linked through the slabs.</summary>
internal sealed class SlabList
{
    public ObjectSlab? First { get; private set; }
    public ObjectSlab? Last { get; private set; }
    public int Count { get; private set; }

    public IEnumerable<ObjectSlab> Slabs
    {
        get
        {
            for (var slab = First; slab is not null; slab = slab.After)
            {
                yield return slab;
            }
        }
    }

    public void AddFirst(ObjectSlab slab)
    {
        slab.List = this;
        slab.Before = null;
        slab.After = First;
        if (First is null)
        {
            Last = slab;
        }
        else
        {
            First.Before = slab;
        }

        First = slab;
        Count++;
    }

    public void AddLast(ObjectSlab slab)
    {
        slab.List = this;
        slab.After = null;
        slab.Before = Last;
        if (Last is null)
        {
            First = slab;
        }
        else
        {
            Last.After = slab;
        }

        Last = slab;
        Count++;
    }

    public void Remove(ObjectSlab slab)
    {
        if (slab.Before is { } before)
        {
            before.After = slab.After;
        }
        else
        {
            First = slab.After;
        }

        if (slab.After is { } after)
        {
            after.Before = slab.Before;
        }
        else
        {
            Last = slab.Before;
        }

        slab.List = null;
        slab.Before = null;
        slab.After = null;
        Count--;
    }
}
