using System.Numerics;

namespace Highmem.Vmalloc;

/// <summary>
/// Which pages of the vmalloc window are taken, with the lowest free run of any length found in O(log n): bitmaps of
/// the pages, and over their words a segment tree. Each node knows the free run at its start, at its end, and its
/// longest one, and how many areas begin under it (which gives an area's place in the list). Page numbers count from
/// the window's first page.
/// </summary>
internal sealed class AddressWindow
{
    private const int WordPages = 64;
    private readonly ulong[] taken;
    private readonly ulong[] gaps;
    private readonly ulong[] starts;
    private readonly Node[] nodes;
    private readonly int leaves;

    /// <summary>A window of free pages.</summary>
    public AddressWindow(int pages)
    {
        Pages = pages;
        var words = (pages + WordPages - 1) / WordPages;
        leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(words, 2));
        (taken, gaps, starts) = (new ulong[words], new ulong[words], new ulong[words]);
        nodes = new Node[2 * leaves];
        if (pages % WordPages != 0)
        {
            taken[^1] = ulong.MaxValue << (pages % WordPages); // what lies beyond the window
        }

        Refresh(0, words - 1);
    }

    /// <summary>Pages in the window.</summary>
    public int Pages { get; }

    /// <summary>Areas that begin in the window.</summary>
    public int Areas => nodes[1].Areas;

    /// <summary>The first page of the lowest free run of <paramref name="length"/> pages, or -1.</summary>
    public int FindFree(int length)
    {
        if (nodes[1].Longest < length)
        {
            return -1;
        }

        var (node, first, half) = (1, 0, leaves * WordPages / 2);
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

        // Each step keeps the pages where one more free page follows.
        var runs = Free(node - leaves);
        for (var i = 1; i < length; i++)
        {
            runs &= runs >> 1;
        }

        return first + BitOperations.TrailingZeroCount(runs);
    }

    /// <summary>How many areas begin before a page.</summary>
    public int AreasBefore(int page)
    {
        var word = page / WordPages;
        var before = BitOperations.PopCount(starts[word] & ((1UL << (page % WordPages)) - 1));
        for (var node = leaves + word; node > 1; node /= 2)
        {
            if ((node & 1) == 1)
            {
                before += nodes[node - 1].Areas;
            }
        }

        return before;
    }

    /// <summary>An area takes pages, and keeps new areas off some more behind it; these may belong to the next area already.</summary>
    public void Add(int first, int count, int gap)
    {
        Set(starts, first, 1, true);
        Change(first, count, gap, true);
    }

    /// <summary>An area's pages, and the gap behind it, are free again.</summary>
    public void Release(int first, int count, int gap)
    {
        Set(starts, first, 1, false);
        Change(first, count, gap, false);
    }

    /// <summary>An area leaves the list, but keeps its pages until they are released.</summary>
    public void Uncount(int first)
    {
        Set(starts, first, 1, false);
        Refresh(first / WordPages, first / WordPages);
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
            nodes[leaves + word] = Node.OfWord(Free(word), starts[word]);
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

        public static Node OfWord(ulong free, ulong starts) =>
            new()
            {
                AtStart = BitOperations.TrailingZeroCount(~free),
                AtEnd = BitOperations.LeadingZeroCount(~free),
                Longest = LongestRun(free),
                Areas = BitOperations.PopCount(starts),
            };

        public void Join(ref Node left, ref Node right, int half)
        {
            AtStart = left.AtStart == half ? half + right.AtStart : left.AtStart;
            AtEnd = right.AtEnd == half ? half + left.AtEnd : right.AtEnd;
            Longest = Math.Max(Math.Max(left.Longest, right.Longest), left.AtEnd + right.AtStart);
            Areas = left.Areas + right.Areas;
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
