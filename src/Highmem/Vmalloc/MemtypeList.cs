using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Slab;

namespace Highmem.Vmalloc;

/// <summary>
/// The cache attribute of each mapped range of physical memory (2.6.31 arch/x86/mm/pat.c): ranges that overlap must
/// have the same one. Ranges of RAM are marked page by page instead.
/// </summary>
internal sealed class MemtypeList(KmallocCaches slab, IVmallocTexts texts, KernelLog log)
{
    // sizeof(struct memtype)
    private const int StructSize = 28;

    /// <summary>The bits PWT and PCD: what an attribute is in an entry.</summary>
    public const int Mask = 0x18;

    /// <summary>No bit: write-back.</summary>
    public const int WriteBack = 0;

    /// <summary>PWT: write-combining.</summary>
    public const int WriteCombining = 0x08;

    /// <summary>PCD: uncached, unless an MTRR says otherwise.</summary>
    public const int UncachedMinus = 0x10;

    private readonly List<Memtype> ranges = [];
    private readonly HashSet<long> ramPages = [];

    /// <summary>Ranges that are kept.</summary>
    public int Count => ranges.Count;

    /// <summary>Reserves a range that is no RAM. An attribute that is there already wins.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">One past the last byte.</param>
    /// <param name="type">The attribute that is asked for, and then the one that is got.</param>
    public IoremapFailure Reserve(long start, long end, ref int type)
    {
        var descriptor = slab.Allocate(StructSize);
        if (descriptor < 0)
        {
            return IoremapFailure.NoMemtype;
        }

        var overlapping = ranges.Where(r => r.Start < end && start < r.End).Select(r => r.Type).Distinct().ToList();
        if (overlapping.Count > 1)
        {
            log.Print(texts.MemtypeConflict(start, end, NameOf(overlapping[0]), NameOf(type)));
            slab.Free(descriptor);
            return IoremapFailure.CacheConflict;
        }

        type = overlapping.Count == 1 ? overlapping[0] : type;
        ranges.Add(new(start, end, type, descriptor));
        return IoremapFailure.None;
    }

    /// <summary>Marks a range of RAM; a page can be marked once only.</summary>
    public bool ReserveRam(long start, long end)
    {
        for (var at = start; at < end; at += PageSize.Bytes)
        {
            if (ramPages.Contains(at))
            {
                return false;
            }
        }

        for (var at = start; at < end; at += PageSize.Bytes)
        {
            ramPages.Add(at);
        }

        return true;
    }

    /// <summary>Gives a range back as it was reserved.</summary>
    public void Free(long start, long end)
    {
        var index = ranges.FindIndex(r => r.Start == start && r.End == end);
        if (index >= 0)
        {
            slab.Free(ranges[index].Descriptor);
            ranges.RemoveAt(index);
            return;
        }

        ramPages.RemoveWhere(page => start <= page && page < end);
    }

    /// <summary>Whether exactly this range is kept.</summary>
    public bool Contains(long start, long end) => ranges.Exists(r => r.Start == start && r.End == end);

    /// <summary>Whether a page of RAM is marked.</summary>
    public bool IsMarked(long start) => ramPages.Contains(start);

    private static string NameOf(int type) =>
        type switch
        {
            WriteBack => "write-back",
            WriteCombining => "write-combining",
            UncachedMinus => "uncached-minus",
            _ => "uncached",
        };

    private readonly record struct Memtype(long Start, long End, int Type, long Descriptor);
}
