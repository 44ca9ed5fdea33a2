using System.Numerics;
using Highmem.Addressing;

namespace Highmem.Slab;

/// <summary>How a cache cuts its slabs.</summary>
/// <param name="ObjectSize">Bytes from one object to the next.</param>
/// <param name="Order">log2 of a slab's pages.</param>
/// <param name="Objects">Objects in a slab.</param>
/// <param name="ManagementSize">Bytes of management: in front of the objects, or in an object of another cache.</param>
/// <param name="OffSlab">Whether it is in another cache.</param>
/// <param name="Colours">How many places the first object can begin at; 0 counts as 1.</param>
/// <param name="ColourStep">Bytes between them.</param>
internal readonly record struct SlabGeometry(
    int ObjectSize,
    int Order,
    int Objects,
    int ManagementSize = 0,
    bool OffSlab = false,
    int Colours = 0,
    int ColourStep = 0
)
{
    // MAX_GFP_ORDER: no slab is larger than 32 pages.
    private const int LargestOrder = 5;

    /// <summary>mm/slab.c kmem_cache_create, of a cache with SLAB_HWCACHE_ALIGN.</summary>
    /// <param name="size">The size asked for.</param>
    /// <param name="rules">The kernel's rules.</param>
    /// <param name="breakOrder">slab_break_gfp_order.</param>
    /// <param name="offSlabLimit">The most objects whose indices fit in an object of another cache.</param>
    public static SlabGeometry OfSlab(int size, SlabRules rules, int breakOrder, int offSlabLimit)
    {
        var alignment = rules.CacheLine;
        while (rules.AlignsManagementToObjects ? size <= alignment / 2 : size < alignment / 2)
        {
            alignment /= 2;
        }

        var offSlab = size >= PageSize.Bytes / 8;
        size = (int)PageSize.AlignUp(size, alignment);
        var unit = rules.AlignsManagementToObjects ? alignment : rules.CacheLine;
        var order = OrderOfSlab(size, unit, offSlab, rules, breakOrder, offSlabLimit);
        var objects = Estimate(order, size, unit, offSlab, rules, out var left);
        var management = (int)PageSize.AlignUp(rules.ManagementSize + (objects * rules.IndexSize), unit);
        if (offSlab && left >= management)
        {
            offSlab = false;
            left -= management;
        }

        if (offSlab && rules.AlignsManagementToObjects)
        {
            management = rules.ManagementSize + (objects * rules.IndexSize);
        }

        var step = Math.Max(rules.CacheLine, unit);
        return new(size, order, objects, management, offSlab, left / step, step);
    }

    /// <summary>mm/slub.c calculate_order: the order that wastes little and holds enough objects.</summary>
    public static SlabGeometry OfSlub(int size, int maxOrder, int cpus)
    {
        var most = (PageSize.Bytes << maxOrder) / size;
        for (var objects = Math.Min(4 * (FindLastSet(cpus) + 1), most); objects > 1; objects--)
        {
            for (var fraction = 16; fraction >= 4; fraction /= 2)
            {
                var order = OrderOfSlub(size, objects, maxOrder, fraction);
                if (order <= maxOrder)
                {
                    return new(size, order, (PageSize.Bytes << order) / size);
                }
            }
        }

        var single = OrderOfSlub(size, 1, maxOrder, 1);
        return new(size, single, (PageSize.Bytes << single) / size);
    }

    private static int OrderOfSlab(int size, int unit, bool offSlab, SlabRules rules, int breakOrder, int offSlabLimit)
    {
        for (var order = 0; ; order++)
        {
            var objects = Estimate(order, size, unit, offSlab, rules, out var left);
            if (order >= LargestOrder)
            {
                return order;
            }

            if (objects == 0)
            {
                continue;
            }

            if (offSlab && objects > offSlabLimit)
            {
                return order - 1;
            }

            if (order >= breakOrder || left * 8 <= PageSize.Bytes << order)
            {
                return order;
            }
        }
    }

    // kmem_cache_estimate, cache_estimate
    private static int Estimate(int order, int size, int unit, bool offSlab, SlabRules rules, out int left)
    {
        var room = PageSize.Bytes << order;
        var (head, index) = offSlab ? (0, 0) : (rules.ManagementSize, rules.IndexSize);
        var objects = 0;
        while (Needed(objects + 1) <= room)
        {
            objects++;
        }

        left = room - Needed(objects);
        return objects;

        int Needed(int count) => (count * size) + (int)PageSize.AlignUp(head + (count * index), unit);
    }

    // slab_order
    private static int OrderOfSlub(int size, int objects, int maxOrder, int fraction)
    {
        var order = Math.Max(0, FindLastSet((objects * size) - 1) - PageSize.Shift);
        for (; order <= maxOrder; order++)
        {
            var bytes = PageSize.Bytes << order;
            if (bytes >= objects * size && bytes % size <= bytes / fraction)
            {
                break;
            }
        }

        return order;
    }

    // fls: the number of the highest bit, counted from 1
    private static int FindLastSet(int value) => 32 - BitOperations.LeadingZeroCount((uint)value);
}
