using System.Numerics;
using Highmem.Layout;

namespace Highmem.Physical;

/// <summary>A zone of page frames: its marks, its free blocks, and the per-CPU lists of single pages before them.</summary>
internal sealed class Zone
{
    public Zone(BootZone boot, int index, PageFrames frames, PhysicalRules rules, int pageblockOrder)
    {
        Frames = frames;
        Boot = boot;
        Index = index;
        Batch = rules.PerCpuLists.BatchOf(boot.PresentPages);
        Blocks = rules.Buddy.MigrateTypes ? new Pageblocks(Start, End, pageblockOrder) : null;
        Buddy = new BuddyAllocator(frames, rules.Buddy, Blocks, Start, End);
        PerCpu = rules.PerCpuLists.Create?.Invoke(this, Batch);
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
    public ZoneMarks Marks { get; set; } = ZoneMarks.None;

    public BuddyAllocator Buddy { get; }

    /// <summary>All page frames.</summary>
    public PageFrames Frames { get; }

    /// <summary>The per-CPU lists' batch as boot prints it; 0 where the kernel has no such lists.</summary>
    public int Batch { get; }

    /// <summary>The lists of single pages; null where the kernel has none.</summary>
    public PerCpuLists? PerCpu { get; }

    /// <summary>The pageblocks, where the kernel has migrate types.</summary>
    public Pageblocks? Blocks { get; }

    /// <summary>Pages that wait in the per-CPU lists.</summary>
    public int PerCpuPages => PerCpu?.Pages ?? 0;

    /// <summary>Pages that the allocator has, those in per-CPU lists included.</summary>
    public long HeldPages => Buddy.FreePages + PerCpuPages;

    public bool Contains(int pfn) => Start <= pfn && pfn < End;

    /// <summary>The migrate type of the block a frame lies in.</summary>
    public MigrateType TypeOf(int pfn) => Blocks is null ? MigrateType.Unmovable : Blocks[pfn];

    /// <summary>Takes a block without looking at the marks; 0 if there is none.</summary>
    public int Take(int order, MigrateType type, bool cold) =>
        order > 0 || PerCpu is null ? Buddy.Allocate(order, type) : PerCpu.Take(type, cold);

    /// <summary>Gives a block back; a single page goes to the per-CPU list first.</summary>
    public void Give(int pfn, int order)
    {
        if (order > 0 || PerCpu is null)
        {
            Buddy.Free(pfn, order);
        }
        else
        {
            PerCpu.Give(pfn);
        }
    }

    /// <summary>Moves a page from a per-CPU list to the buddy lists.</summary>
    public void TakeBack(PerCpuList list, int pfn)
    {
        var type = Frames.ListType(pfn);
        list.Remove(pfn);
        Frames.SetUse(pfn, FrameUse.Free);
        Buddy.Free(pfn, 0, type);
    }

    /// <summary>
    /// Gives the free frames of the zone to its lists at boot. Low memory comes in whole bitmap words of 32 pages where
    /// it can (2.6), the rest page by page through the per-CPU list.
    /// </summary>
    public void Fill(bool isHighmem, bool descending)
    {
        if (PerCpu is null)
        {
            Buddy.Fill(Start, End, descending);
        }
        else if (isHighmem)
        {
            FillSingly(PerCpu);
        }
        else
        {
            FillInWords();
        }
    }

    // Page by page, the list drains its oldest pages as it fills, so in the end it holds the last ones.
    private void FillSingly(PerCpuLists lists)
    {
        var total = 0;
        for (var run = Frames.FindFree(Start, End, free: true); run < End; )
        {
            var runEnd = Frames.FindFree(run, End, free: false);
            total += runEnd - run;
            run = Frames.FindFree(runEnd, End, free: true);
        }

        var kept = lists.KeptOf(total);
        var split = End;
        for (var left = kept; left > 0; left -= Frames.Use(split) == FrameUse.Free ? 1 : 0)
        {
            split--;
        }

        Buddy.Fill(Start, split, descending: false);
        for (var pfn = split; pfn < End; pfn++)
        {
            if (Frames.Use(pfn) == FrameUse.Free)
            {
                lists.Hot.Insert(pfn, 0, TypeOf(pfn));
            }
        }
    }

    private void FillInWords()
    {
        const int word = 32;
        for (var run = Frames.FindFree(Start, End, free: true); run < End; )
        {
            var runEnd = Frames.FindFree(run, End, free: false);
            var first = Math.Min((run + word - 1) & -word, runEnd);
            var last = Math.Max(runEnd & -word, first);
            GiveSingly(run, first);
            for (var pfn = first; pfn < last; pfn += word)
            {
                Buddy.Free(pfn, BitOperations.Log2(word));
            }

            GiveSingly(last, runEnd);
            run = Frames.FindFree(runEnd, End, free: true);
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
