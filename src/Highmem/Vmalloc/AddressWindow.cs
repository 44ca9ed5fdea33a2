using System.Numerics;

namespace Highmem.Vmalloc;

/// <summary>
/// Which pages of the vmalloc window are taken, with the lowest free run of any length found in O(log n): a segment
/// tree over the pages. Each node knows the free run at its start, at its end, and its longest one, and how many areas
/// begin under it (which gives an area's place in the list). Page numbers count from the window's first page.
/// </summary>
internal sealed class AddressWindow
{
    private readonly Node[] nodes;
    private readonly byte[] cover;
    private readonly int leaves;

    /// <summary>A window of free pages.</summary>
    public AddressWindow(int pages)
    {
        Pages = pages;
        leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(pages, 2));
        nodes = new Node[2 * leaves];
        cover = new byte[pages];
        for (var page = 0; page < pages; page++)
        {
            nodes[leaves + page] = Node.FreePage;
        }

        for (var (i, half) = (leaves - 1, 1); i > 0; i--)
        {
            nodes[i] = Node.Join(nodes[2 * i], nodes[(2 * i) + 1], half);
            half = BitOperations.IsPow2(i) ? half * 2 : half;
        }
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

        var (node, first, half) = (1, 0, leaves / 2);
        while (half > 0)
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

        return first;
    }

    /// <summary>How many areas begin before a page.</summary>
    public int AreasBefore(int page)
    {
        if (page >= leaves)
        {
            return nodes[1].Areas;
        }

        var before = 0;
        for (var node = leaves + page; node > 1; node /= 2)
        {
            if ((node & 1) == 1)
            {
                before += nodes[node - 1].Areas;
            }
        }

        return before;
    }

    /// <summary>Marks pages as taken once more: a page may be both the gap behind an area and part of the next.</summary>
    public void Take(int first, int count) => Change(first, count, +1, 0);

    /// <summary>Takes one mark off pages.</summary>
    public void Release(int first, int count) => Change(first, count, -1, 0);

    /// <summary>An area begins at a page: takes its pages and counts it.</summary>
    public void AddArea(int first, int count) => Change(first, count, +1, +1);

    /// <summary>The area that begins at a page leaves the list; its pages stay taken until they are released.</summary>
    public void UncountArea(int first) => Change(first, 1, 0, -1);

    private void Change(int first, int count, int marks, int areas)
    {
        var last = Math.Min(first + count, Pages) - 1;
        if (last < first)
        {
            return;
        }

        for (var page = first; page <= last; page++)
        {
            cover[page] = (byte)(cover[page] + marks);
            var begins = nodes[leaves + page].Areas;
            nodes[leaves + page] = cover[page] == 0 ? Node.FreePage : default;
            nodes[leaves + page].Areas = begins;
        }

        nodes[leaves + first].Areas += areas;
        for (var (low, high, half) = ((leaves + first) / 2, (leaves + last) / 2, 1); low > 0; half *= 2)
        {
            for (var node = low; node <= high; node++)
            {
                nodes[node] = Node.Join(nodes[2 * node], nodes[(2 * node) + 1], half);
            }

            low /= 2;
            high /= 2;
        }
    }

    private struct Node
    {
        public int AtStart;
        public int AtEnd;
        public int Longest;
        public int Areas;

        public static Node FreePage =>
            new()
            {
                AtStart = 1,
                AtEnd = 1,
                Longest = 1,
            };

        public static Node Join(Node left, Node right, int half) =>
            new()
            {
                AtStart = left.AtStart == half ? half + right.AtStart : left.AtStart,
                AtEnd = right.AtEnd == half ? half + left.AtEnd : right.AtEnd,
                Longest = Math.Max(Math.Max(left.Longest, right.Longest), left.AtEnd + right.AtStart),
                Areas = left.Areas + right.Areas,
            };
    }
}
