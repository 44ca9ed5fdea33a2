using Highmem.Boot;

namespace Highmem.Physical;

/// <summary>Whether a zone may give pages to a request (__alloc_pages).</summary>
internal abstract class WatermarkPolicy : IPolicy
{
    /// <summary>The marks of the zones tried so far add up (2.4).</summary>
    public static WatermarkPolicy Cumulative { get; } = new CumulativeMarks();

    /// <summary>A zone's mark, the request, and what is kept from the request's class (2.6.9: protection[]).</summary>
    public static WatermarkPolicy Protection { get; } = new ProtectedMarks();

    /// <summary>The same, and enough pages in large blocks too (2.6.31: zone_watermark_ok).</summary>
    public static WatermarkPolicy ByOrder { get; } = new MarksByOrder();

    public abstract string Name { get; }

    /// <summary>Decides for one zone of a zonelist.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="requestClass">The highest zone the request may use: 0 DMA, 1 Normal, 2 HighMem.</param>
    /// <param name="gfp">The request's flags.</param>
    /// <param name="order">log2 of its pages.</param>
    /// <param name="pass">Which try this is.</param>
    /// <param name="sum">The sum of the marks so far, where they add up; 0 for the first zone.</param>
    public abstract bool Allows(
        Zone zone,
        int requestClass,
        GfpFlags gfp,
        int order,
        AllocationPass pass,
        ref long sum
    );

    private static bool Waits(GfpFlags gfp) => (gfp & GfpFlags.Wait) != GfpFlags.None;

    // __GFP_HIGH may use half of what is kept back, a request that cannot wait a quarter more.
    private static long Mark(Zone zone, GfpFlags gfp, AllocationPass pass)
    {
        if (pass == AllocationPass.Low)
        {
            return zone.Marks.Low;
        }

        var mark = zone.Marks.Min;
        if ((gfp & GfpFlags.High) != GfpFlags.None)
        {
            mark -= mark / 2;
        }

        return Waits(gfp) ? mark : mark - (mark / 4);
    }

    private sealed class CumulativeMarks : WatermarkPolicy
    {
        public override string Name => "marks add up";

        public override bool Allows(
            Zone zone,
            int requestClass,
            GfpFlags gfp,
            int order,
            AllocationPass pass,
            ref long sum
        )
        {
            var mark = pass == AllocationPass.Low ? zone.Marks.Low : zone.Marks.Min;
            sum += pass == AllocationPass.Min && !Waits(gfp) ? mark >> 2 : mark;
            return zone.Buddy.FreePages > sum + (1 << order);
        }
    }

    private sealed class ProtectedMarks : WatermarkPolicy
    {
        public override string Name => "mark and protection";

        public override bool Allows(
            Zone zone,
            int requestClass,
            GfpFlags gfp,
            int order,
            AllocationPass pass,
            ref long sum
        ) => zone.Buddy.FreePages >= Mark(zone, gfp, pass) + (1 << order) + zone.Marks.Reserve[requestClass];
    }

    private sealed class MarksByOrder : WatermarkPolicy
    {
        public override string Name => "mark, reserve and each order";

        public override bool Allows(
            Zone zone,
            int requestClass,
            GfpFlags gfp,
            int order,
            AllocationPass pass,
            ref long sum
        )
        {
            var mark = Mark(zone, gfp, pass);
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
    }
}
