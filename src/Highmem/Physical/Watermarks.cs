namespace Highmem.Physical;

/// <summary>Whether a zone may give pages to a request (__alloc_pages, 2.6.31: zone_watermark_ok).</summary>
internal sealed class Watermarks(WatermarkRule rule)
{
    /// <summary>Decides for one zone of a zonelist.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="requestClass">The highest zone the request may use: 0 DMA, 1 Normal, 2 HighMem.</param>
    /// <param name="gfp">The request's flags.</param>
    /// <param name="order">log2 of its pages.</param>
    /// <param name="pass">Which try this is.</param>
    /// <param name="sum">2.4.21's sum of the marks so far; 0 for the first zone.</param>
    public bool Allows(Zone zone, int requestClass, GfpFlags gfp, int order, AllocationPass pass, ref long sum) =>
        rule switch
        {
            WatermarkRule.Cumulative => AllowsCumulative(zone, gfp, order, pass, ref sum),
            WatermarkRule.Protection => AllowsProtected(zone, requestClass, gfp, order, pass),
            _ => AllowsByOrder(zone, requestClass, gfp, order, pass),
        };

    private static bool AllowsCumulative(Zone zone, GfpFlags gfp, int order, AllocationPass pass, ref long sum)
    {
        var mark = pass == AllocationPass.Low ? zone.Marks.Low : zone.Marks.Min;
        sum += pass == AllocationPass.Min && !Waits(gfp) ? mark >> 2 : mark;
        return zone.Buddy.FreePages > sum + (1 << order);
    }

    private static bool AllowsProtected(Zone zone, int requestClass, GfpFlags gfp, int order, AllocationPass pass)
    {
        var mark = pass == AllocationPass.Low ? zone.Marks.Low : Urgent(zone.Marks.Min, gfp);
        return zone.Buddy.FreePages >= mark + (1 << order) + zone.Marks.Reserve[requestClass];
    }

    private static bool AllowsByOrder(Zone zone, int requestClass, GfpFlags gfp, int order, AllocationPass pass)
    {
        var mark = pass == AllocationPass.Low ? zone.Marks.Low : Urgent(zone.Marks.Min, gfp);
        var free = zone.Buddy.FreePages - (1 << order) + 1;
        if (free <= mark + zone.Marks.Reserve[requestClass])
        {
            return false;
        }

        // Small blocks do not help a large request: at each order below it half the mark must remain in larger ones.
        for (var below = 0; below < order; below++)
        {
            free -= (long)zone.Buddy.FreeBlocks(below) << below;
            mark >>= 1;
            if (free <= mark)
            {
                return false;
            }
        }

        return true;
    }

    // __GFP_HIGH may use half of what is kept back, a request that cannot wait a quarter more.
    private static long Urgent(long mark, GfpFlags gfp)
    {
        if ((gfp & GfpFlags.High) != GfpFlags.None)
        {
            mark -= mark / 2;
        }

        return Waits(gfp) ? mark : mark - (mark / 4);
    }

    private static bool Waits(GfpFlags gfp) => (gfp & GfpFlags.Wait) != GfpFlags.None;
}
