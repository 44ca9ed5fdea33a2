using System.Numerics;

namespace Highmem.Vmalloc;

/// <summary>
/// Which pages of the vmalloc window are taken, with the lowest free run of any length found in O(log n): bitmaps of
/// the pages, and over their words a segment tree. Each node knows the free run at its start, at its end, and its
/// longest one, and how many areas begin under it (which gives an area's place in the tree, and in the list). Page
/// numbers count from the window's first page.
/// </summary>
internal sealed class AddressWindow
{
    private const int WordPages = 64;
    private readonly ulong[] taken;
    private readonly ulong[] gaps;
    private readonly ulong[] starts;
    private readonly ulong[] listed;
    private readonly Node[] nodes;
    private readonly int leaves;

    /// <summary>A window of free pages.</summary>
    public AddressWindow(int pages)
    {
        Pages = pages;
        var words = (pages + WordPages - 1) / WordPages;
        leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(words, 2));
        (taken, gaps, starts, listed) = (new ulong[words], new ulong[words], new ulong[words], new ulong[words]);
        nodes = new Node[2 * leaves];
        if (pages % WordPages != 0)
        {
            taken[^1] = ulong.MaxValue << (pages % WordPages); // what lies beyond the window
        }

        Refresh(0, words - 1);
    }

    /// <summary>Pages in the window.</summary>
    public int Pages { get; }

    /// <summary>Areas that begin in the window, those that wait for a purge included.</summary>
    public int Areas => nodes[1].Areas;

    /// <summary>Areas of them that are in the list.</summary>
    public int Listed => nodes[1].Listed;

    /// <summary>The first page of the lowest free run of <paramref name="length"/> pages, or -1.</summary>
    public int FindFree(int length)
    {
        if (nodes[1].Longest < length)
        {
            return -1;
        }

        var (node, first, half) = (1, 0, Span / 2);
        while (node < leaves)
        {
            ref var left = ref nodes[2 * node];
            if (left.Longest >= length)
            {
                node *= 2;
            }
            else if (left.AtEnd + nodes[(2 * node) + 1].AtStart >= length)
            {
                return first + half - left.AtEnd;
            }
            else
            {
                node = (2 * node) + 1;
                first += half;
            }

            half /= 2;
        }

        return first + BitOperations.TrailingZeroCount(RunsOf(Free(node - leaves), length));
    }

    /// <summary>
    /// The lowest page where a free run of <paramref name="length"/> pages may begin so that it and
    /// <paramref name="origin"/> add up to a multiple of <paramref name="align"/>; -1 if there is none.
    /// </summary>
    public int FindFree(int length, int align, int origin)
    {
        var page = FindFree(length);
        while (page >= 0)
        {
            var aligned = ((origin + page + align - 1) / align * align) - origin;
            page = aligned + length <= Pages ? FindFreeFrom(aligned, length) : -1;
            if (page == aligned)
            {
                return page;
            }
        }

        return -1;
    }

    /// <summary>How many areas begin before a page, and how many of them are in the list.</summary>
    public (int Areas, int Listed) Before(int page)
    {
        var word = page / WordPages;
        var below = (1UL << (page % WordPages)) - 1;
        var (areas, inList) = (
            BitOperations.PopCount(starts[word] & below),
            BitOperations.PopCount(listed[word] & below)
        );
        for (var node = leaves + word; node > 1; node /= 2)
        {
            if ((node & 1) == 1)
            {
                areas += nodes[node - 1].Areas;
                inList += nodes[node - 1].Listed;
            }
        }

        return (areas, inList);
    }

    /// <summary>An area takes pages, and keeps new areas off some more behind it; these may belong to the next area already.</summary>
    /// <param name="first">Its first page.</param>
    /// <param name="count">Its pages.</param>
    /// <param name="gap">The pages behind it.</param>
    /// <param name="isListed">Whether it is in the list, too.</param>
    public void Add(int first, int count, int gap, bool isListed)
    {
        Set(starts, first, 1, true);
        Set(listed, first, 1, isListed);
        Change(first, count, gap, true);
    }

    /// <summary>An area's pages, and the gap behind it, are free again.</summary>
    public void Release(int first, int count, int gap)
    {
        Set(starts, first, 1, false);
        Set(listed, first, 1, false);
        Change(first, count, gap, false);
    }

    /// <summary>An area leaves the list, but keeps its pages until they are released.</summary>
    public void Unlist(int first)
    {
        Set(listed, first, 1, false);
        Refresh(first / WordPages, first / WordPages);
    }

    private int Span => leaves * WordPages;

    private int FindFreeFrom(int from, int length)
    {
        var run = 0;
        return nodes[1].Longest < length ? -1 : Search(1, 0, Span, from, length, ref run);
    }

    // Goes from left to right; run is how many pages directly before first are free, from the page asked for on.
    private int Search(int node, int first, int span, int from, int length, ref int run)
    {
        if (first + span <= from)
        {
            return -1;
        }

        if (from <= first)
        {
            ref var whole = ref nodes[node];
            if (run + whole.AtStart >= length)
            {
                return first - run;
            }

            if (whole.Longest < length)
            {
                run = whole.AtStart == span ? run + span : whole.AtEnd;
                return -1;
            }
        }

        if (node < leaves)
        {
            var found = Search(2 * node, first, span / 2, from, length, ref run);
            return found >= 0 ? found : Search((2 * node) + 1, first + (span / 2), span / 2, from, length, ref run);
        }

        var free = Free(node - leaves) & (from > first ? ulong.MaxValue << (from - first) : ulong.MaxValue);
        var runs = length <= WordPages ? RunsOf(free, length) : 0;
        run = BitOperations.LeadingZeroCount(~free);
        return runs == 0 ? -1 : first + BitOperations.TrailingZeroCount(runs);
    }

    // The pages of a word where so many free pages begin: each step keeps those where one more follows.
    private static ulong RunsOf(ulong free, int length)
    {
        for (var i = 1; i < length && free != 0; i++)
        {
            free &= free >> 1;
        }

        return free;
    }

    private void Change(int first, int count, int gap, bool value)
    {
        Set(taken, first, count, value);
        var last = Math.Min(first + count + gap, Pages) - 1;
        Set(gaps, first + count, last + 1 - first - count, value);
        Refresh(first / WordPages, last / WordPages);
    }

    private static void Set(ulong[] bits, int first, int count, bool value)
    {
        while (count > 0)
        {
            var (word, bit) = (first / WordPages, first % WordPages);
            var here = Math.Min(count, WordPages - bit);
            var mask = (ulong.MaxValue >> (WordPages - here)) << bit;
            bits[word] = value ? bits[word] | mask : bits[word] & ~mask;
            first += here;
            count -= here;
        }
    }

    private ulong Free(int word) => ~(taken[word] | gaps[word]);

    private void Refresh(int firstWord, int lastWord)
    {
        for (var word = firstWord; word <= lastWord; word++)
        {
            nodes[leaves + word] = Node.OfWord(Free(word), starts[word], listed[word]);
        }

        var (low, high, half) = ((leaves + firstWord) / 2, (leaves + lastWord) / 2, WordPages);
        while (low > 0)
        {
            for (var node = low; node <= high; node++)
            {
                nodes[node].Join(ref nodes[2 * node], ref nodes[(2 * node) + 1], half);
            }

            (low, high, half) = (low / 2, high / 2, half * 2);
        }
    }

    private struct Node
    {
        public int AtStart;
        public int AtEnd;
        public int Longest;
        public int Areas;
        public int Listed;

        public static Node OfWord(ulong free, ulong starts, ulong listed) =>
            new()
            {
                AtStart = BitOperations.TrailingZeroCount(~free),
                AtEnd = BitOperations.LeadingZeroCount(~free),
                Longest = LongestRun(free),
                Areas = BitOperations.PopCount(starts),
                Listed = BitOperations.PopCount(listed),
            };

        public void Join(ref Node left, ref Node right, int half)
        {
            AtStart = left.AtStart == half ? half + right.AtStart : left.AtStart;
            AtEnd = right.AtEnd == half ? half + left.AtEnd : right.AtEnd;
            Longest = Math.Max(Math.Max(left.Longest, right.Longest), left.AtEnd + right.AtStart);
            Areas = left.Areas + right.Areas;
            Listed = left.Listed + right.Listed;
        }

        private static int LongestRun(ulong bits)
        {
            if (bits == ulong.MaxValue)
            {
                return WordPages;
            }

            var longest = 0;
            while (bits != 0)
            {
                bits &= bits << 1;
                longest++;
            }

            return longest;
        }
    }
}
