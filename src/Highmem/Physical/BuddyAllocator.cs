using System.Numerics;
using Highmem.Kernel;

namespace Highmem.Physical;

/// <summary>
/// The buddy lists of one zone: for each order a list of free blocks, newest first. Which half of a split block is
/// used and how boot fills the lists follow the kernel's <see cref="BuddyRules"/>.
/// Migrate types (2.6.31) are to split each list; until then there is one list per order.
/// </summary>
internal sealed class BuddyAllocator
{
    private readonly PageFrames frames;
    private readonly BuddyRules rules;
    private readonly int start;
    private readonly int end;
    private readonly int origin;
    private readonly int[] heads;
    private readonly int[] counts;

    /// <summary>An empty allocator for the frames [start, end).</summary>
    public BuddyAllocator(PageFrames frames, BuddyRules rules, int start, int end)
    {
        this.frames = frames;
        this.rules = rules;
        this.start = start;
        this.end = end;
        origin = rules.IndexFromZoneStart ? start : 0;
        heads = new int[rules.MaxOrder];
        counts = new int[rules.MaxOrder];
    }

    /// <summary>Pages in the lists (nr_free_pages).</summary>
    public long FreePages { get; private set; }

    /// <summary>Free blocks of an order (nr_free).</summary>
    public int FreeBlocks(int order) => counts[order];

    /// <summary>Takes a block, splitting the smallest that fits; 0 if there is none.</summary>
    public int Allocate(int order)
    {
        for (var from = order; from < rules.MaxOrder; from++)
        {
            var pfn = heads[from];
            if (pfn != 0)
            {
                Remove(pfn, from);
                FreePages -= 1 << order;
                return Split(pfn, from, order);
            }
        }

        return 0;
    }

    /// <summary>Gives a block back and merges it with its free buddies.</summary>
    public void Free(int pfn, int order)
    {
        FreePages += 1 << order;
        while (order < rules.MaxOrder - 1)
        {
            var buddy = origin + ((pfn - origin) ^ (1 << order));
            if (buddy < start || buddy + (1 << order) > end || !frames.IsFreeBlock(buddy, order))
            {
                break;
            }

            Remove(buddy, order);
            pfn = Math.Min(pfn, buddy);
            order++;
        }

        Insert(pfn, order);
    }

    /// <summary>
    /// Fills the lists at boot with the free frames of [first, last), in the order in which freeing them page by page
    /// would leave the merged blocks.
    /// </summary>
    public void Fill(int first, int last, bool descending)
    {
        var blocks = new List<(int Pfn, int Order)>();
        for (var run = frames.FindFree(first, last, free: true); run < last; )
        {
            var runEnd = frames.FindFree(run, last, free: false);
            Cut(run, runEnd, blocks);
            run = frames.FindFree(runEnd, last, free: true);
        }

        if (descending)
        {
            blocks.Reverse();
        }

        foreach (var (pfn, order) in blocks)
        {
            Insert(pfn, order);
            FreePages += 1 << order;
        }
    }

    /// <summary>The free blocks of an order, in list order.</summary>
    public IEnumerable<int> List(int order)
    {
        for (var pfn = heads[order]; pfn != 0; pfn = frames.Next(pfn))
        {
            yield return pfn;
        }
    }

    private void Cut(int pfn, int runEnd, List<(int Pfn, int Order)> blocks)
    {
        while (pfn < runEnd)
        {
            var aligned = pfn == origin ? rules.MaxOrder - 1 : BitOperations.TrailingZeroCount(pfn - origin);
            var fits = BitOperations.Log2((uint)(runEnd - pfn));
            var order = Math.Min(Math.Min(aligned, fits), rules.MaxOrder - 1);
            blocks.Add((pfn, order));
            pfn += 1 << order;
        }
    }

    private int Split(int pfn, int order, int wanted)
    {
        while (order > wanted)
        {
            order--;
            var high = pfn + (1 << order);
            if (rules.SplitReturnsHighest)
            {
                Insert(pfn, order);
                pfn = high;
            }
            else
            {
                Insert(high, order);
            }
        }

        return pfn;
    }

    private void Insert(int pfn, int order)
    {
        var first = heads[order];
        frames.SetBlock(pfn, order);
        frames.Next(pfn) = first;
        frames.Previous(pfn) = 0;
        if (first != 0)
        {
            frames.Previous(first) = pfn;
        }

        heads[order] = pfn;
        counts[order]++;
    }

    private void Remove(int pfn, int order)
    {
        var (before, after) = (frames.Previous(pfn), frames.Next(pfn));
        frames.ClearBlock(pfn);
        if (before == 0)
        {
            heads[order] = after;
        }
        else
        {
            frames.Next(before) = after;
        }

        if (after != 0)
        {
            frames.Previous(after) = before;
        }

        counts[order]--;
    }
}
