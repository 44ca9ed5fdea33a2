using Highmem.Addressing;

namespace Highmem.HighMemory;

/// <summary>
/// A hash table over the addresses of struct page (2.6: page_address_htable), with as many entries as kmap has slots.
/// </summary>
internal sealed class PageAddressHash : PageAddressTable
{
    /// <summary>PA_HASH_ORDER: log2 of the number of buckets.</summary>
    public const int HashOrder = 7;

    private const uint GoldenRatioPrime = 0x9E370001;
    private readonly List<(int Pfn, VirtualAddress Address)>[] buckets = new List<(int, VirtualAddress)>[
        1 << HashOrder
    ];
    private readonly VirtualAddress memMap;
    private readonly int structPageSize;
    private readonly int highStartPfn;
    private int freeEntries;

    /// <summary>An empty table.</summary>
    /// <param name="memMap">The address of mem_map.</param>
    /// <param name="structPageSize">sizeof(struct page).</param>
    /// <param name="highStartPfn">The first page of high memory.</param>
    /// <param name="entries">How many pages may have an address.</param>
    public PageAddressHash(VirtualAddress memMap, int structPageSize, int highStartPfn, int entries)
    {
        this.memMap = memMap;
        this.structPageSize = structPageSize;
        this.highStartPfn = highStartPfn;
        freeEntries = entries;
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = [];
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Pfn, VirtualAddress Address)> All => buckets.SelectMany(bucket => bucket);

    /// <summary>The bucket of a page: hash_ptr of its struct page's address.</summary>
    public int BucketOf(int pfn)
    {
        var address = (uint)((long)memMap + ((long)pfn * structPageSize));
        return (int)(unchecked(address * GoldenRatioPrime) >> (32 - HashOrder));
    }

    /// <inheritdoc/>
    public override VirtualAddress Find(int pfn)
    {
        foreach (var (page, address) in buckets[BucketOf(pfn)])
        {
            if (page == pfn)
            {
                return address;
            }
        }

        return VirtualAddress.Zero;
    }

    /// <inheritdoc/>
    public override void Set(int pfn, VirtualAddress address)
    {
        if (pfn < highStartPfn)
        {
            throw new KmapBugException(KmapBug.AddressOfLowPage);
        }

        if (freeEntries == 0)
        {
            throw new KmapBugException(KmapBug.AddressPoolEmpty);
        }

        freeEntries--;
        buckets[BucketOf(pfn)].Add((pfn, address));
    }

    /// <inheritdoc/>
    public override void Remove(int pfn)
    {
        var bucket = buckets[BucketOf(pfn)];
        var at = bucket.FindIndex(entry => entry.Pfn == pfn);
        if (at >= 0)
        {
            bucket.RemoveAt(at);
            freeEntries++;
        }
    }
}
