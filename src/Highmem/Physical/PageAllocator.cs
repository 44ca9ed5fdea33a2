using Highmem.Boot;
using Highmem.Layout;

namespace Highmem.Physical;

/// <summary>
/// alloc_pages: takes pages from the zones a request may use, from the highest down, as far as their marks allow.
/// Nothing can be reclaimed here; where a kernel would go on waiting, or kill a task, the request fails.
/// </summary>
internal sealed class PageAllocator
{
    private readonly Zone[] zones;
    private readonly Zone[] highmemList;
    private readonly Zone[] normalList;
    private readonly Zone[] dmaList;
    private readonly PhysicalRules rules;
    private readonly IPhysicalTexts texts;
    private readonly KernelLog log;

    public PageAllocator(
        PageFrames frames,
        IReadOnlyList<BootZone> bootZones,
        PhysicalRules rules,
        IPhysicalTexts texts,
        KernelLog log,
        int pageblockOrder
    )
    {
        this.rules = rules;
        this.texts = texts;
        this.log = log;
        Frames = frames;
        zones = [.. bootZones.Select((z, i) => new Zone(z, i, frames, rules, pageblockOrder))];
        highmemList = [.. Enumerable.Reverse(zones).Where(z => !z.IsEmpty)];
        normalList = [.. Enumerable.Reverse(zones.Take(2)).Where(z => !z.IsEmpty)];
        dmaList = [.. zones.Take(1).Where(z => !z.IsEmpty)];
    }

    public PageFrames Frames { get; }

    /// <summary>DMA, Normal, HighMem.</summary>
    public IReadOnlyList<Zone> Zones => zones;

    /// <summary>MAX_ORDER.</summary>
    public int MaxOrder => rules.Buddy.MaxOrder;

    /// <summary>The kernel's allocation flags.</summary>
    public GfpNames Gfp => rules.Gfp;

    /// <summary>GFP_KERNEL.</summary>
    public GfpFlags GfpKernel => rules.Gfp.Kernel;

    /// <summary>Pages taken so far from each zone, in the order of <see cref="Zones"/>.</summary>
    public long[] PagesTaken { get; } = new long[3];

    /// <summary>Pages in the buddy lists of all zones (nr_free_pages).</summary>
    public long FreePages => zones.Sum(z => z.Buddy.FreePages);

    /// <summary>Sets the marks of all zones, and in 2.6.31 the blocks held in reserve.</summary>
    /// <param name="tunables">The settings that the marks follow from.</param>
    /// <param name="managedPages">The pages of each zone that boot handed to the allocator.</param>
    public void SetMarks(MemoryTunables tunables, IReadOnlyList<long> managedPages)
    {
        var marks = rules.Marks.Of(
            [.. zones.Select((z, i) => new ZoneSize(z.Boot.PresentPages, managedPages[i]))],
            tunables
        );
        for (var i = 0; i < zones.Length; i++)
        {
            zones[i].Marks = marks[i];
            if (zones[i].Blocks is { } blocks)
            {
                ReserveBlocks(zones[i], blocks);
            }
        }
    }

    /// <summary>Takes a block of 2^order pages for a use; 0 if the marks of all zones of the request forbid it.</summary>
    public int Allocate(GfpFlags gfp, int order, FrameUse use)
    {
        var pfn = Try(gfp, order, AllocationPass.Low, use);
        return pfn != 0 ? pfn : Try(gfp, order, AllocationPass.Min, use);
    }

    /// <summary>Prints that a request has failed.</summary>
    public void PrintFailure(string task, int order, GfpFlags gfp) =>
        log.Print(texts.PageAllocationFailure(task, order, rules.Gfp.BitsOf(gfp)));

    /// <summary>Prints that a page was freed that boot has reserved.</summary>
    public void PrintReservedPageFreed(string task, int pfn) => log.Print(texts.ReservedPageFreed(task, pfn));

    /// <summary>Gives back a block as it was taken.</summary>
    public void Free(int pfn, int order)
    {
        Frames.ClearBlock(pfn);
        SetUse(pfn, order, FrameUse.Free);
        ZoneOf(pfn).Give(pfn, order);
    }

    /// <summary>The zone a frame lies in.</summary>
    public Zone ZoneOf(int pfn) =>
        pfn < zones[0].End ? zones[0]
        : pfn < zones[1].End ? zones[1]
        : zones[2];

    private int Try(GfpFlags gfp, int order, AllocationPass pass, FrameUse use)
    {
        var list = ZoneList(gfp);
        long sum = 0;
        foreach (var zone in list)
        {
            if (!rules.Watermarks.Allows(zone, list[0].Index, gfp, order, pass, ref sum))
            {
                continue;
            }

            var pfn = zone.Take(order, MigrateTypeOf(gfp), (gfp & GfpFlags.Cold) != GfpFlags.None);
            if (pfn != 0)
            {
                PagesTaken[zone.Index] += 1 << order;
                Frames.SetBlock(pfn, order);
                SetUse(pfn, order, use);
                return pfn;
            }
        }

        return 0;
    }

    private MigrateType MigrateTypeOf(GfpFlags gfp) =>
        !rules.Buddy.MigrateTypes ? MigrateType.Unmovable
        : (gfp & GfpFlags.Movable) != GfpFlags.None ? MigrateType.Movable
        : (gfp & GfpFlags.Reclaimable) != GfpFlags.None ? MigrateType.Reclaimable
        : MigrateType.Unmovable;

    // 2.6.31 setup_zone_migrate_reserve: enough blocks to hold the min mark, two at most, skipping those that hold
    // what boot keeps.
    private void ReserveBlocks(Zone zone, Pageblocks blocks)
    {
        var wanted = Math.Min((zone.Marks.Min + blocks.Pages - 1) >> blocks.Order, 2);
        for (var pfn = zone.Start; pfn < zone.End; pfn += blocks.Pages)
        {
            if (Frames.Use(pfn) is not (FrameUse.Free or FrameUse.PerCpu))
            {
                continue;
            }

            if (wanted > 0 && blocks[pfn] is MigrateType.Reserve or MigrateType.Movable)
            {
                if (blocks[pfn] == MigrateType.Movable)
                {
                    SetBlockType(zone, blocks, pfn, MigrateType.Reserve);
                }

                wanted--;
            }
            else if (blocks[pfn] == MigrateType.Reserve)
            {
                SetBlockType(zone, blocks, pfn, MigrateType.Movable);
            }
        }
    }

    private static void SetBlockType(Zone zone, Pageblocks blocks, int pfn, MigrateType type)
    {
        blocks[pfn] = type;
        zone.Buddy.MoveBlock(pfn, type);
    }

    private void SetUse(int pfn, int order, FrameUse use)
    {
        if (order == 0)
        {
            Frames.SetUse(pfn, use);
        }
        else
        {
            Frames.SetUse(pfn, 1 << order, use);
        }
    }

    /// <summary>The zones a request may use, in the order they are tried.</summary>
    public IReadOnlyList<Zone> ZonesFor(GfpFlags gfp) => ZoneList(gfp);

    // __GFP_DMA wins over __GFP_HIGHMEM.
    private Zone[] ZoneList(GfpFlags gfp) =>
        (gfp & GfpFlags.Dma) != GfpFlags.None ? dmaList
        : (gfp & GfpFlags.Highmem) != GfpFlags.None ? highmemList
        : normalList;
}
