using Highmem.Layout;

namespace Highmem.Physical;

/// <summary>The pages a zone keeps back.</summary>
/// <param name="Min">pages_min.</param>
/// <param name="Low">pages_low: below it kswapd is woken.</param>
/// <param name="High">pages_high: kswapd stops there.</param>
/// <param name="Reserve">
/// Pages kept from requests that could have used a higher zone, by the class of the request: DMA, Normal, HighMem
/// (2.6.9 protection[], 2.6.31 lowmem_reserve[]).
/// </param>
public sealed record ZoneMarks(long Min, long Low, long High, IReadOnlyList<long> Reserve)
{
    private static readonly long[] NoReserve = [0, 0, 0];

    /// <summary>2.4.21 free_area_init_core: a fraction of the zone, from 20 to 255 pages, and twice and three times that; 0 if it is empty.</summary>
    internal static IReadOnlyList<ZoneMarks> Of2_4(IReadOnlyList<BootZone> zones, MemoryTunables tunables) =>
        [
            .. zones.Select(
                (zone, i) =>
                {
                    var fraction = zone.PresentPages / Math.Max(tunables.MemFrac[i], 1);
                    var mark = zone.PresentPages == 0 ? 0 : Math.Clamp(fraction, 20, 255);
                    return new ZoneMarks(mark, 2 * mark, 3 * mark, NoReserve);
                }
            ),
        ];

    /// <summary>2.6.9 setup_per_zone_pages_min, setup_per_zone_protection.</summary>
    internal static IReadOnlyList<ZoneMarks> Of2_6_9(IReadOnlyList<BootZone> zones, MemoryTunables tunables)
    {
        var lowPages = zones[0].PresentPages + zones[1].PresentPages;
        var kilobytes = tunables.MinFreeKilobytes ?? Math.Clamp(Root(lowPages * 4), 128, 16384);
        var marks = zones
            .Select(
                (zone, i) => i == 2 ? HighmemMin(zone) : (kilobytes >> 2) * zone.PresentPages / Math.Max(lowPages, 1)
            )
            .ToList();
        return [.. marks.Select((min, i) => new ZoneMarks(min, 2 * min, 3 * min, Protection(i)))];

        // A zone is kept from each class above it by the low marks of the zones between.
        long[] Protection(int zone) =>
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(type =>
                        Enumerable
                            .Range(zone + 1, Math.Max(0, type - zone))
                            .Where(higher => zones[higher].PresentPages > 0)
                            .Sum(higher => 2 * marks[higher] * tunables.LowerZoneProtection)
                    ),
            ];
    }

    /// <summary>2.6.31 init_per_zone_wmark_min, setup_per_zone_wmarks, setup_per_zone_lowmem_reserve.</summary>
    internal static IReadOnlyList<ZoneMarks> Of2_6_31(IReadOnlyList<BootZone> zones, MemoryTunables tunables)
    {
        var lowPages = zones[0].PresentPages + zones[1].PresentPages;
        var kilobytes = tunables.MinFreeKilobytes ?? Math.Clamp(Root(lowPages * 4 * 16), 128, 65536);
        return
        [
            .. zones.Select(
                (zone, i) =>
                {
                    var share = (kilobytes >> 2) * zone.PresentPages / Math.Max(lowPages, 1);
                    var min = i == 2 ? HighmemMin(zone) : share;
                    return new ZoneMarks(min, min + (share >> 2), min + (share >> 1), Reserve(i));
                }
            ),
        ];

        long[] Reserve(int zone) =>
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(type =>
                        Enumerable.Range(zone + 1, Math.Max(0, type - zone)).Sum(higher => zones[higher].PresentPages)
                        / (zone < 2 ? Math.Max(tunables.LowmemReserveRatio[zone], 1) : 1)
                    ),
            ];
    }

    // High memory is not needed in emergencies; its mark only batches reclaim.
    private static long HighmemMin(BootZone zone) => Math.Clamp(zone.PresentPages / 1024, 32, 128);

    private static long Root(long value) => (long)Math.Sqrt(value);
}
