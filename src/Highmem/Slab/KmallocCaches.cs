using Highmem.Addressing;
using Highmem.Kernel;
using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>
/// kmalloc: objects of fixed sizes cut from slabs in low memory, physically contiguous. An object is known by its
/// physical address. Slabs here hold objects and nothing else; colouring and on-slab management are to come.
/// </summary>
internal sealed class KmallocCaches(IReadOnlyList<int> sizes, PageAllocator pages)
{
    private readonly Cache[] caches = [.. sizes.Select(size => new Cache(size))];

    /// <summary>The largest object kmalloc has a cache for.</summary>
    public int LargestSize { get; } = sizes[^1];

    /// <summary>Pages held by slabs.</summary>
    public long SlabPages { get; private set; }

    /// <summary>Objects handed out and not freed.</summary>
    public long ObjectsInUse { get; private set; }

    /// <summary>Takes an object of at least <paramref name="size"/> bytes; -1 if it is too large or there is no page.</summary>
    public long Allocate(int size, GfpFlags gfp)
    {
        var cache = CacheFor(size);
        if (cache is null || (cache.Free.Count == 0 && !Grow(cache, gfp)))
        {
            return -1;
        }

        ObjectsInUse++;
        return cache.Free.Pop();
    }

    /// <summary>Gives an object back, by the size it was asked for with.</summary>
    public void Free(long address, int size)
    {
        var cache = CacheFor(size)!;
        ObjectsInUse--;
        if (cache.Size < PageSize.Bytes)
        {
            cache.Free.Push(address);
            return;
        }

        SlabPages -= 1L << cache.Order;
        pages.Free((int)(address >> PageSize.Shift), cache.Order);
    }

    private Cache? CacheFor(int size)
    {
        foreach (var cache in caches)
        {
            if (cache.Size >= size)
            {
                return cache;
            }
        }

        return null;
    }

    private bool Grow(Cache cache, GfpFlags gfp)
    {
        var pfn = pages.Allocate(gfp & ~GfpFlags.Highmem, cache.Order, FrameUse.Slab);
        if (pfn == 0)
        {
            return false;
        }

        SlabPages += 1L << cache.Order;
        var start = (long)pfn << PageSize.Shift;
        for (var at = start + (PageSize.Bytes << cache.Order) - cache.Size; at >= start; at -= cache.Size)
        {
            cache.Free.Push(at);
        }

        return true;
    }

    private sealed class Cache(int size)
    {
        public int Size { get; } = size;

        // An object of a page or more has a slab of its own.
        public int Order { get; } =
            System.Numerics.BitOperations.Log2((uint)Math.Max(size, PageSize.Bytes)) - PageSize.Shift;

        public Stack<long> Free { get; } = new();
    }
}
