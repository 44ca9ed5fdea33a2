using System.Numerics;

namespace Highmem.Physical;

/// <summary>
/// The buddy lists of one zone: for each order, and in 2.6.31 each migrate type, a list of free blocks, newest first.
/// Which half of a split block is used and how boot fills the lists follow the kernel's <see cref="BuddyRules"/>.
/// </summary>
internal sealed class BuddyAllocator
{
    private const int Types = 5;

    // Where a type takes pages from when its own lists are empty. The reserve comes last, on its own.
    private static readonly MigrateType[][] Fallbacks =
    [
        [MigrateType.Reclaimable, MigrateType.Movable],
        [MigrateType.Unmovable, MigrateType.Movable],
        [MigrateType.Reclaimable, MigrateType.Unmovable],
        [],
        [],
    ];

    private readonly PageFrames frames;
    private readonly BuddyRules rules;
    private readonly Pageblocks? blocks;
    private readonly int start;
    private readonly int end;
    private readonly int origin;
    private readonly int[] heads;
    private readonly int[] counts;

    /// <summary>An empty allocator for the frames [start, end).</summary>
    /// <param name="frames">All page frames.</param>
    /// <param name="rules">The kernel's rules.</param>
    /// <param name="blocks">The pageblocks, where the kernel has migrate types.</param>
    /// <param name="start">First frame of the zone.</param>
    /// <param name="end">One past the last.</param>
    public BuddyAllocator(PageFrames frames, BuddyRules rules, Pageblocks? blocks, int start, int end)
    {
        this.frames = frames;
        this.rules = rules;
        this.blocks = blocks;
        this.start = start;
        this.end = end;
        origin = rules.IndexFromZoneStart ? start : 0;
        heads = new int[rules.MaxOrder * Types];
        counts = new int[rules.MaxOrder];
    }

    /// <summary>Pages in the lists (nr_free_pages).</summary>
    public long FreePages { get; private set; }

    /// <summary>Free blocks of an order (nr_free).</summary>
    public int FreeBlocks(int order) => counts[order];

    /// <summary>Takes a block, splitting the smallest that fits; 0 if there is none.</summary>
    public int Allocate(int order, MigrateType type = MigrateType.Unmovable)
    {
        var pfn = Smallest(order, type);
        if (pfn == 0 && blocks is not null)
        {
            pfn = Steal(order, type);
            if (pfn == 0)
            {
                pfn = Smallest(order, MigrateType.Reserve);
            }
        }

        if (pfn != 0)
        {
            FreePages -= 1 << order;
        }

        return pfn;
    }

    /// <summary>Gives a block back, to the lists of its pageblock's type, and merges it with its free buddies.</summary>
    public void Free(int pfn, int order) => Free(pfn, order, TypeOf(pfn));

    /// <summary>Gives a block back to the lists of a type and merges it with its free buddies.</summary>
    public void Free(int pfn, int order, MigrateType type)
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

        Insert(pfn, order, type);
    }

    /// <summary>
    /// Fills the lists at boot with the free frames of [first, last), in the order in which freeing them page by page
    /// would leave the merged blocks.
    /// </summary>
    public void Fill(int first, int last, bool descending)
    {
        var found = new List<(int Pfn, int Order)>();
        for (var run = frames.FindFree(first, last, free: true); run < last; )
        {
            var runEnd = frames.FindFree(run, last, free: false);
            Cut(run, runEnd, found);
            run = frames.FindFree(runEnd, last, free: true);
        }

        if (descending)
        {
            found.Reverse();
        }

        foreach (var (pfn, order) in found)
        {
            Insert(pfn, order, TypeOf(pfn));
            FreePages += 1 << order;
        }
    }

    /// <summary>
    /// Moves the free pages of a pageblock to the lists of a type (move_freepages_block); tells how many pages that were.
    /// </summary>
    public int MoveBlock(int pfn, MigrateType type)
    {
        var first = pfn & -blocks!.Pages;
        var last = first + blocks.Pages;
        first = first < start ? pfn : first;
        if (last > end)
        {
            return 0;
        }

        var moved = 0;
        for (var at = first; at < last; )
        {
            var order = frames.BlockOrder(at);
            if (order < 0 || !frames.IsFreeBlock(at, order))
            {
                at++;
                continue;
            }

            Remove(at, order);
            Insert(at, order, type);
            moved += 1 << order;
            at += 1 << order;
        }

        return moved;
    }

    /// <summary>The free blocks of an order, type by type, in list order.</summary>
    public IEnumerable<int> List(int order) => Enum.GetValues<MigrateType>().SelectMany(type => List(order, type));

    /// <summary>The free blocks of an order and a type, in list order.</summary>
    public IEnumerable<int> List(int order, MigrateType type)
    {
        for (var pfn = Head(order, type); pfn != 0; pfn = frames.Next(pfn))
        {
            yield return pfn;
        }
    }

    private MigrateType TypeOf(int pfn) => blocks is null ? MigrateType.Unmovable : blocks[pfn];

    private ref int Head(int order, MigrateType type) => ref heads[(order * Types) + (int)type];

    private int Smallest(int order, MigrateType type)
    {
        for (var from = order; from < rules.MaxOrder; from++)
        {
            var pfn = Head(from, type);
            if (pfn != 0)
            {
                Remove(pfn, from);
                return Split(pfn, from, order, type);
            }
        }

        return 0;
    }

    // 2.6.31 __rmqueue_fallback: from the largest block of another type down, so that blocks stay as unmixed as can be.
    private int Steal(int order, MigrateType type)
    {
        for (var from = rules.MaxOrder - 1; from >= order; from--)
        {
            foreach (var other in Fallbacks[(int)type])
            {
                var pfn = Head(from, other);
                if (pfn != 0)
                {
                    return Steal(pfn, from, order, type, other);
                }
            }
        }

        return 0;
    }

    private int Steal(int pfn, int from, int order, MigrateType type, MigrateType other)
    {
        if (from >= blocks!.Order >> 1 || type == MigrateType.Reclaimable)
        {
            // The block is claimed if at least half of it was free.
            if (MoveBlock(pfn, type) >= blocks.Pages / 2)
            {
                blocks[pfn] = type;
            }

            other = type;
        }

        Remove(pfn, from);
        if (from == blocks.Order)
        {
            blocks[pfn] = type;
        }

        return Split(pfn, from, order, other);
    }

    private void Cut(int pfn, int runEnd, List<(int Pfn, int Order)> found)
    {
        while (pfn < runEnd)
        {
            var aligned = pfn == origin ? rules.MaxOrder - 1 : BitOperations.TrailingZeroCount(pfn - origin);
            var fits = BitOperations.Log2((uint)(runEnd - pfn));
            var order = Math.Min(Math.Min(aligned, fits), rules.MaxOrder - 1);
            found.Add((pfn, order));
            pfn += 1 << order;
        }
    }

    private int Split(int pfn, int order, int wanted, MigrateType type)
    {
        while (order > wanted)
        {
            order--;
            var high = pfn + (1 << order);
            if (rules.SplitReturnsHighest)
            {
                Insert(pfn, order, type);
                pfn = high;
            }
            else
            {
                Insert(high, order, type);
            }
        }

        return pfn;
    }

    private void Insert(int pfn, int order, MigrateType type)
    {
        ref var head = ref Head(order, type);
        frames.SetBlock(pfn, order, type);
        frames.Next(pfn) = head;
        frames.Previous(pfn) = 0;
        if (head != 0)
        {
            frames.Previous(head) = pfn;
        }

        head = pfn;
        counts[order]++;
    }

    private void Remove(int pfn, int order)
    {
        var (before, after) = (frames.Previous(pfn), frames.Next(pfn));
        if (before == 0)
        {
            Head(order, frames.ListType(pfn)) = after;
        }
        else
        {
            frames.Next(before) = after;
        }

        if (after != 0)
        {
            frames.Previous(after) = before;
        }

        frames.ClearBlock(pfn);
        counts[order]--;
    }
}
