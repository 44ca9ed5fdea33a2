using System.Collections;
using Highmem.Addressing;

namespace Highmem.Vmalloc;

/// <summary>
/// A block of addresses that a CPU serves small vm_map_ram requests from (struct vmap_block). Pages are given out once:
/// unmapped they are dirty, and when all are the block is freed as a whole.
/// </summary>
internal sealed class VmapBlock(VmStruct area, int processor, long descriptor, int bits)
{
    /// <summary>Its addresses.</summary>
    public VmStruct Area { get; } = area;

    /// <summary>The CPU it belongs to.</summary>
    public int Processor { get; } = processor;

    /// <summary>Physical address of the vmap_block itself.</summary>
    public long Descriptor { get; } = descriptor;

    /// <summary>Pages that were given out (alloc_map); a request takes a power of two.</summary>
    public BitArray Allocated { get; } = new(bits);

    /// <summary>Pages that were unmapped again (dirty_map).</summary>
    public BitArray Dirty { get; } = new(bits);

    /// <summary>Pages never given out (free).</summary>
    public int FreePages { get; set; } = bits;

    /// <summary>Pages of <see cref="Dirty"/>.</summary>
    public int DirtyPages { get; set; }

    /// <summary>What is mapped, by its first page in the block. The kernel keeps no such list.</summary>
    public Dictionary<int, int[]> Mapped { get; } = [];

    /// <summary>Takes an aligned run of pages (bitmap_find_free_region); -1 if there is none.</summary>
    public int Take(int count)
    {
        for (var page = 0; page + count <= Allocated.Length; page += count)
        {
            if (IsClear(page, count))
            {
                Set(Allocated, page, count);
                FreePages -= count;
                return page;
            }
        }

        return -1;
    }

    /// <summary>Marks a run as dirty.</summary>
    public void Drop(int page, int count)
    {
        Mapped.Remove(page);
        Set(Dirty, page, count);
        DirtyPages += count;
    }

    /// <summary>The runs of dirty pages.</summary>
    public IEnumerable<AddressRange> DirtyRanges()
    {
        for (var page = 0; page < Dirty.Length; page++)
        {
            var first = page;
            while (page < Dirty.Length && Dirty[page])
            {
                page++;
            }

            if (page > first)
            {
                yield return AddressRange.OfSize(
                    Area.Address + ((long)first << PageSize.Shift),
                    (long)(page - first) << PageSize.Shift
                );
            }
        }
    }

    private bool IsClear(int page, int count)
    {
        for (var i = page; i < page + count; i++)
        {
            if (Allocated[i])
            {
                return false;
            }
        }

        return true;
    }

    private static void Set(BitArray map, int page, int count)
    {
        for (var i = page; i < page + count; i++)
        {
            map[i] = true;
        }
    }
}
