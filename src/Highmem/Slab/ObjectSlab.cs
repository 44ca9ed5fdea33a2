using Highmem.Addressing;

namespace Highmem.Slab;

/// <summary>
/// A slab: a block of pages cut into objects of one size (struct slab, or SLUB's struct page). For each object it
/// says where the next free one is, or who has it.
/// </summary>
internal sealed class ObjectSlab(KmallocCache cache, int id, int pfn, int order, int objects)
{
    /// <summary>The end of a chain of free objects.</summary>
    public const short End = -1;

    /// <summary>The object was given to a caller of kmalloc.</summary>
    public const short Used = -2;

    /// <summary>The object serves the kernel's own books, which free it.</summary>
    public const short Held = -3;

    /// <summary>The object waits in an array.</summary>
    public const short Waiting = -4;

    /// <summary>The cache it belongs to.</summary>
    public KmallocCache Cache { get; } = cache;

    /// <summary>Its number while it exists, which its page frames refer to.</summary>
    public int Id { get; } = id;

    /// <summary>The first page frame.</summary>
    public int Pfn { get; } = pfn;

    /// <summary>log2 of its pages.</summary>
    public int Order { get; } = order;

    /// <summary>How many objects it has room for.</summary>
    public int Objects { get; } = objects;

    /// <summary>The physical address of object 0 (s_mem).</summary>
    public long Start { get; set; } = (long)pfn << PageSize.Shift;

    /// <summary>The physical address of management that lies in an object of another cache; -1 if it does not.</summary>
    public long Management { get; set; } = -1;

    /// <summary>Objects that are not in the chain of free ones (inuse).</summary>
    public int InUse { get; set; }

    /// <summary>The first free object, or <see cref="End"/>.</summary>
    public int FirstFree { get; set; }

    /// <summary>For each object the next free one, or a state.</summary>
    public short[] Links { get; } = Chain(objects);

    /// <summary>The list it is in.</summary>
    public SlabList? List { get; set; }

    public ObjectSlab? Before { get; set; }
    public ObjectSlab? After { get; set; }

    public int Pages => 1 << Order;

    /// <summary>The physical address of an object.</summary>
    public long AddressOf(int index) => Start + ((long)index * Cache.ObjectSize);

    /// <summary>Takes the first free object out of the chain.</summary>
    public int Pop(short state)
    {
        var index = FirstFree;
        FirstFree = Links[index];
        Links[index] = state;
        InUse++;
        return index;
    }

    /// <summary>Puts an object at the head of the chain.</summary>
    public void Push(int index)
    {
        Links[index] = (short)FirstFree;
        FirstFree = index;
        InUse--;
    }

    private static short[] Chain(int objects)
    {
        var links = new short[objects];
        for (var i = 0; i < objects; i++)
        {
            links[i] = (short)(i + 1);
        }

        links[^1] = End;
        return links;
    }
}
