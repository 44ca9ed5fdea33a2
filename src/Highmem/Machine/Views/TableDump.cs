using System.Globalization;
using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Paging;

namespace Highmem.Machine.Views;

/// <summary>Reads page tables for people: one address level by level, or all pages of a range.</summary>
internal sealed class TableDump(IMemorySource source, PageTables tables, object gate)
{
    /// <summary>The entries of one walk, from the top.</summary>
    public static IReadOnlyList<PageTableEntry> Levels(IMemorySource source, in PageWalk walk)
    {
        List<PageTableEntry> levels = [new(source, walk.Address, PageTableLevel.PGD, walk.PgdAddress, walk.Pgd)];
        if (walk.PmdAddress >= 0)
        {
            levels.Add(new(source, walk.Address, PageTableLevel.PMD, walk.PmdAddress, walk.Pmd));
        }

        if (walk.PteAddress >= 0)
        {
            levels.Add(new(source, walk.Address, PageTableLevel.PTE, walk.PteAddress, walk.Pte));
        }

        return levels;
    }

    /// <summary>One walk as a flat object.</summary>
    public static AddressTranslation Translation(IMemorySource source, in PageWalk walk)
    {
        var address = walk.Address;
        var leaf = Levels(source, walk)[^1];
        return new AddressTranslation(source)
        {
            Address = address,
            PhysicalAddress = walk.IsMapped ? walk.Physical : null,
            PageFrame = walk.IsMapped ? (int)(walk.Physical >> PageSize.Shift) : null,
            Mapped = walk.IsMapped,
            PageSize = walk.PageBytes,
            Writable = walk.IsMapped && walk.IsWritable,
            Region = source.Layout.RegionAt(address)?.Name ?? LayoutRegion.UserName,
            PgdAddress = walk.PgdAddress,
            Pgd = Hex(source, walk.Pgd),
            PmdAddress = walk.PmdAddress >= 0 ? walk.PmdAddress : null,
            Pmd = walk.PmdAddress >= 0 ? Hex(source, walk.Pmd) : null,
            PteAddress = walk.PteAddress >= 0 ? walk.PteAddress : null,
            Pte = walk.PteAddress >= 0 ? Hex(source, walk.Pte) : null,
            Flags = leaf.Flags,
        };
    }

    /// <summary>An entry in hex: 8 digits, with PAE 16.</summary>
    public static string Hex(IMemorySource source, ulong entry) =>
        "0x" + entry.ToString(source.Layout.Config.Pae ? "x16" : "x8", CultureInfo.InvariantCulture);

    /// <summary>
    /// The last entries of a range that are not empty. The lock is taken for one page table at a time, so that rows
    /// stream.
    /// </summary>
    public IEnumerable<PageTableEntry> Entries(AddressRange range, PageTableFilter filter)
    {
        for (var at = (long)range.Start; at < (long)range.End; )
        {
            var tableEnd = Math.Min((at | ((1L << tables.PmdShift) - 1)) + 1, (long)range.End);
            foreach (var entry in OneTable(at, tableEnd).Where(filter.Takes))
            {
                yield return entry;
            }

            at = tableEnd;
        }
    }

    /// <summary>The same, neighbours of one region and of equal rights merged.</summary>
    public IEnumerable<PageTableRange> Coalesced(AddressRange range, PageTableFilter filter)
    {
        PageTableEntry? first = null;
        LayoutRegion? region = null;
        VirtualAddress end = default;
        var count = 0;
        foreach (var entry in Entries(range, filter))
        {
            if (
                first is not null
                && (
                    entry.Address != end
                    || end >= (region?.Range.End ?? source.Layout.PageOffset)
                    || !SameRights(first, entry)
                )
            )
            {
                yield return Merge();
                first = null;
            }

            if (first is null)
            {
                (first, count) = (entry, 0);
                if (region is null || entry.Address >= region.Range.End)
                {
                    region = source.Layout.RegionAt(entry.Address);
                }
            }

            count++;
            end = entry.Address + BytesOf(entry.Level);
        }

        if (first is not null)
        {
            yield return Merge();
        }

        PageTableRange Merge() =>
            new(source, new AddressRange(first.Address, end), region?.Name ?? LayoutRegion.UserName, first, count);
    }

    private static bool SameRights(PageTableEntry a, PageTableEntry b) =>
        a.Level == b.Level && ((a.Bits ^ b.Bits) & ~PageTableRange.IgnoredBits) == 0;

    private long BytesOf(PageTableLevel level) => level == PageTableLevel.PTE ? PageSize.Bytes : 1L << tables.PmdShift;

    private List<PageTableEntry> OneTable(long start, long end)
    {
        var entries = new List<PageTableEntry>();
        lock (gate)
        {
            for (var at = start; at < end; at += PageSize.Bytes)
            {
                var walk = tables.Walk(VirtualAddress.FromEnd(PageSize.AlignDown(at)));
                if (walk.Leaf != 0)
                {
                    entries.Add(Leaf(walk));
                }

                if (walk.PteAddress < 0)
                {
                    break;
                }
            }
        }

        return entries;
    }

    private PageTableEntry Leaf(in PageWalk walk)
    {
        var level =
            walk.PteAddress >= 0 ? PageTableLevel.PTE
            : walk.PmdAddress >= 0 ? PageTableLevel.PMD
            : PageTableLevel.PGD;
        var start = PageSize.AlignDown((long)walk.Address, BytesOf(level));
        return new PageTableEntry(source, VirtualAddress.FromEnd(start), level, walk.LeafAddress, walk.Leaf);
    }
}
