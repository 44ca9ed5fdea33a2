using System.Runtime.CompilerServices;

namespace Highmem.Paging;

/// <summary>
/// The entries of a TLB for one page size, set-associative. Each remembers when it was used last, and the one that was
/// not used for longest makes room.
/// </summary>
internal sealed class TlbArray
{
    private const uint NoPage = uint.MaxValue;
    private readonly uint[] pages;
    private readonly ulong[] values;
    private readonly long[] lastUses;
    private readonly int ways;
    private readonly uint setMask;
    private long clock;

    /// <summary>Empty entries, in sets of <paramref name="ways"/>.</summary>
    public TlbArray(int entries, int ways)
    {
        this.ways = ways;
        setMask = (uint)(entries / ways) - 1;
        pages = new uint[entries];
        values = new ulong[entries];
        lastUses = new long[entries];
        Clear();
    }

    /// <summary>The entries in use, set by set, the latest used first, with their places by last use.</summary>
    public IEnumerable<(int Set, int Age, uint Page, ulong Value)> Entries =>
        Enumerable
            .Range(0, pages.Length)
            .Where(i => pages[i] != NoPage)
            .GroupBy(i => i / ways)
            .SelectMany(set =>
                set.OrderByDescending(i => lastUses[i]).Select((i, age) => (set.Key, age, pages[i], values[i]))
            );

    /// <summary>The value kept for a page number; 0 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Find(uint page)
    {
        var at = IndexOf(page);
        if (at < 0)
        {
            return 0;
        }

        lastUses[at] = ++clock;
        return values[at];
    }

    /// <summary>Whether a value is kept for a page number.</summary>
    public bool Holds(uint page) => IndexOf(page) >= 0;

    /// <summary>Keeps a value (not 0) for a page number; the set's least recently used entry makes room.</summary>
    public void Insert(uint page, ulong value)
    {
        var at = IndexOf(page);
        if (at < 0)
        {
            at = (int)(page & setMask) * ways;
            for (var i = at + 1; i % ways != 0; i++)
            {
                at = lastUses[i] < lastUses[at] ? i : at;
            }
        }

        (pages[at], values[at], lastUses[at]) = (page, value, ++clock);
    }

    /// <summary>Drops what is kept for a page number.</summary>
    public void Remove(uint page)
    {
        if (IndexOf(page) is >= 0 and var at)
        {
            Empty(at);
        }
    }

    /// <summary>Drops the entries whose values are of a kind.</summary>
    public void RemoveWhere(Predicate<ulong> isOut)
    {
        for (var i = 0; i < pages.Length; i++)
        {
            if (pages[i] != NoPage && isOut(values[i]))
            {
                Empty(i);
            }
        }
    }

    /// <summary>Drops all entries.</summary>
    public void Clear()
    {
        pages.AsSpan().Fill(NoPage);
        lastUses.AsSpan().Clear();
    }

    private void Empty(int at) => (pages[at], lastUses[at]) = (NoPage, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOf(uint page)
    {
        var at = (int)(page & setMask) * ways;
        for (var end = at + ways; at < end; at++)
        {
            if (pages[at] == page)
            {
                return at;
            }
        }

        return -1;
    }
}
