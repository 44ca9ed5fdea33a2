using System.Numerics;
using Highmem.Kernels;
using Highmem.Layout;

namespace Highmem.Physical;

/// <summary>A zone of page frames: its marks, its free blocks, and the per-CPU lists of single pages before them.</summary>
internal sealed class Zone
{
    private readonly PageFrames frames;
    private readonly PerCpuRule perCpu;
    private readonly Pageblocks? blocks;

    public Zone(BootZone boot, int index, PageFrames frames, KernelProfile profile, int pageblockOrder)
    {
        this.frames = frames;
        Boot = boot;
        Index = index;
        perCpu = profile.PerCpuLists;
        blocks = profile.Buddy.MigrateTypes ? new Pageblocks(Start, End, pageblockOrder) : null;
        Buddy = new BuddyAllocator(frames, profile.Buddy, blocks, Start, End);
        (Hot, Cold) = perCpu switch
        {
            PerCpuRule.HotAndCold => (
                new PerCpuList(frames, boot.Batch, 2 * boot.Batch, 6 * boot.Batch),
                new PerCpuList(frames, boot.Batch, 0, 2 * boot.Batch)
            ),
            PerCpuRule.Single => (new PerCpuList(frames, Math.Max(boot.Batch, 1), 0, 6 * boot.Batch), null),
            _ => ((PerCpuList?)null, (PerCpuList?)null),
        };
    }

    public string Name => Boot.Name;

    /// <summary>0 for DMA, 1 for Normal, 2 for HighMem.</summary>
    public int Index { get; }

    /// <summary>The zone's size as boot found it.</summary>
    public BootZone Boot { get; }

    /// <summary>First page frame.</summary>
    public int Start => (int)Boot.StartPfn;

    /// <summary>One past the last page frame.</summary>
    public int End => (int)Boot.EndPfn;

    /// <summary>Whether the zone has no frame; such a zone is in no zonelist.</summary>
    public bool IsEmpty => Start == End;

    /// <summary>What the zone keeps back. Nothing while the machine boots.</summary>
    public ZoneMarks Marks { get; set; } = new(0, 0, 0, [0, 0, 0]);

    public BuddyAllocator Buddy { get; }

    /// <summary>The list of single pages of CPU 0, where all tasks run; in 2.6.9 the hot one. Null in 2.4.21.</summary>
    public PerCpuList? Hot { get; }

    /// <summary>The list of cold pages (2.6.9).</summary>
    public PerCpuList? Cold { get; }

    /// <summary>The pageblocks, where the kernel has migrate types.</summary>
    public Pageblocks? Blocks => blocks;

    /// <summary>Pages that wait in the per-CPU lists.</summary>
    public int PerCpuPages => (Hot?.Count ?? 0) + (Cold?.Count ?? 0);

    public bool Contains(int pfn) => Start <= pfn && pfn < End;

    /// <summary>Takes a block without looking at the marks; 0 if there is none.</summary>
    public int Take(int order, MigrateType type, bool cold)
    {
        if (order > 0 || perCpu == PerCpuRule.None)
        {
            return Buddy.Allocate(order, type);
        }

        return perCpu == PerCpuRule.HotAndCold ? TakeFromHotOrCold(cold) : TakeFromSingle(type, cold);
    }

    /// <summary>Gives a block back; a single page goes to the per-CPU list first.</summary>
    public void Give(int pfn, int order)
    {
        var list = Hot;
        if (order > 0 || list is null)
        {
            Buddy.Free(pfn, order);
            return;
        }

        // 2.6.9 makes room before it adds a page, 2.6.31 afterwards.
        if (perCpu == PerCpuRule.HotAndCold && list.Count >= list.High)
        {
            Drain(list);
        }

        list.Insert(pfn, 0, blocks is null ? MigrateType.Unmovable : blocks[pfn]);
        if (perCpu == PerCpuRule.Single && list.Count >= list.High)
        {
            Drain(list);
        }
    }

    /// <summary>
    /// Gives the free frames of the zone to its lists at boot. Low memory comes in whole bitmap words of 32 pages where
    /// it can (2.6), the rest page by page through the per-CPU list.
    /// </summary>
    public void Fill(bool isHighmem, bool descending)
    {
        if (Hot is null)
        {
            Buddy.Fill(Start, End, descending);
        }
        else if (isHighmem)
        {
            FillSingly();
        }
        else
        {
            FillInWords();
        }
    }

    private int TakeFromHotOrCold(bool cold)
    {
        var list = (cold ? Cold : Hot)!;
        if (list.Count <= list.Low)
        {
            for (var i = 0; i < list.Batch && Buddy.Allocate(0) is var pfn and > 0; i++)
            {
                list.Append(pfn, MigrateType.Unmovable);
            }
        }

        return list.Head != 0 ? list.Remove(list.Head) : Buddy.Allocate(0);
    }

    private int TakeFromSingle(MigrateType type, bool cold)
    {
        var list = Hot!;
        if (list.Count == 0)
        {
            Refill(list, type, cold);
        }

        var found = list.Find(type, cold);
        if (found == 0)
        {
            Refill(list, type, cold);
            found = list.Head;
        }

        return found == 0 ? 0 : list.Remove(found);
    }

    // Pages enter in the order in which they are split off, so the list stays sorted by address where it can.
    private void Refill(PerCpuList list, MigrateType type, bool cold)
    {
        var after = 0;
        for (var i = 0; i < list.Batch && Buddy.Allocate(0, type) is var pfn and > 0; i++)
        {
            if (cold && i == 0)
            {
                list.Append(pfn, type);
            }
            else
            {
                list.Insert(pfn, after, type);
            }

            after = pfn;
        }
    }

    private void Drain(PerCpuList list)
    {
        for (var i = 0; i < list.Batch && list.Count > 0; i++)
        {
            var type = frames.ListType(list.Last);
            var pfn = list.Remove(list.Last);
            frames.SetUse(pfn, FrameUse.Free);
            Buddy.Free(pfn, 0, type);
        }
    }

    // Page by page, the list drains its oldest pages as it fills, so in the end it holds the last ones.
    private void FillSingly()
    {
        var list = Hot!;
        var total = 0;
        for (var run = frames.FindFree(Start, End, free: true); run < End; )
        {
            var runEnd = frames.FindFree(run, End, free: false);
            total += runEnd - run;
            run = frames.FindFree(runEnd, End, free: true);
        }

        var kept = KeptByList(list, total);
        var split = End;
        for (var left = kept; left > 0; left -= frames.Use(split) == FrameUse.Free ? 1 : 0)
        {
            split--;
        }

        Buddy.Fill(Start, split, descending: false);
        for (var pfn = split; pfn < End; pfn++)
        {
            if (frames.Use(pfn) == FrameUse.Free)
            {
                list.Insert(pfn, 0, blocks is null ? MigrateType.Unmovable : blocks[pfn]);
            }
        }
    }

    private int KeptByList(PerCpuList list, int total) =>
        perCpu == PerCpuRule.HotAndCold
            ? total <= list.High
                ? total
                : list.High - list.Batch + 1 + ((total - list.High - 1) % list.Batch)
            : total < list.High
                ? total
                : list.High - Math.Min(list.Batch, list.High) + ((total - list.High) % list.Batch);

    private void FillInWords()
    {
        const int word = 32;
        for (var run = frames.FindFree(Start, End, free: true); run < End; )
        {
            var runEnd = frames.FindFree(run, End, free: false);
            var first = Math.Min((run + word - 1) & -word, runEnd);
            var last = Math.Max(runEnd & -word, first);
            GiveSingly(run, first);
            for (var pfn = first; pfn < last; pfn += word)
            {
                Buddy.Free(pfn, BitOperations.Log2(word));
            }

            GiveSingly(last, runEnd);
            run = frames.FindFree(runEnd, End, free: true);
        }
    }

    private void GiveSingly(int first, int last)
    {
        for (var pfn = first; pfn < last; pfn++)
        {
            Give(pfn, 0);
        }
    }
}
