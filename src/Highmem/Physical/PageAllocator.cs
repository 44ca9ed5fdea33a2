using Highmem.Kernel;

namespace Highmem.Physical;

/// <summary>
/// alloc_pages: takes pages from the zones a request may use, from the highest down. A zone gives all it has: the
/// watermarks of __alloc_pages are to come between the zonelist and the zone.
/// </summary>
internal sealed class PageAllocator
{
    private readonly Zone[] zones;
    private readonly Zone[] highmemList;
    private readonly Zone[] normalList;
    private readonly Zone[] dmaList;

    public PageAllocator(PageFrames frames, IReadOnlyList<BootZone> zones, BuddyRules rules)
    {
        Frames = frames;
        this.zones = [.. zones.Select((z, i) => new Zone(z, i, frames, rules))];
        highmemList = [.. Zones.Reverse().Where(z => !z.IsEmpty)];
        normalList = [.. Zones.Take(2).Reverse().Where(z => !z.IsEmpty)];
        dmaList = [.. Zones.Take(1).Where(z => !z.IsEmpty)];
        MaxOrder = rules.MaxOrder;
    }

    public PageFrames Frames { get; }

    /// <summary>DMA, Normal, HighMem.</summary>
    public IReadOnlyList<Zone> Zones => zones;

    /// <summary>MAX_ORDER.</summary>
    public int MaxOrder { get; }

    /// <summary>Pages taken so far from each zone, in the order of <see cref="Zones"/>.</summary>
    public long[] PagesTaken { get; } = new long[3];

    /// <summary>Pages in the free lists of all zones.</summary>
    public long FreePages => Zones.Sum(z => z.Buddy.FreePages);

    /// <summary>Takes a block of 2^order pages for a use; 0 if no zone of the request has one.</summary>
    public int Allocate(GfpFlags gfp, int order, FrameUse use)
    {
        foreach (var zone in ZoneList(gfp))
        {
            var pfn = zone.Buddy.Allocate(order);
            if (pfn != 0)
            {
                PagesTaken[
                    zone == Zones[2] ? 2
                    : zone == Zones[1] ? 1
                    : 0
                ] += 1 << order;
                Frames.SetBlock(pfn, order);
                SetUse(pfn, order, use);
                return pfn;
            }
        }

        return 0;
    }

    /// <summary>Gives back a block as it was taken.</summary>
    public void Free(int pfn, int order)
    {
        Frames.ClearBlock(pfn);
        SetUse(pfn, order, FrameUse.Free);
        ZoneOf(pfn).Buddy.Free(pfn, order);
    }

    /// <summary>The zone a frame lies in.</summary>
    public Zone ZoneOf(int pfn) =>
        pfn < Zones[0].End ? Zones[0]
        : pfn < Zones[1].End ? Zones[1]
        : Zones[2];

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

    // __GFP_DMA wins over __GFP_HIGHMEM.
    private Zone[] ZoneList(GfpFlags gfp) =>
        (gfp & GfpFlags.Dma) != GfpFlags.None ? dmaList
        : (gfp & GfpFlags.Highmem) != GfpFlags.None ? highmemList
        : normalList;
}
