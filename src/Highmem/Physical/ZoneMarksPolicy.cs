using Highmem.Boot;

namespace Highmem.Physical;

/// <summary>How the marks of all zones follow from their sizes and the settings.</summary>
/// <param name="Name">A word for it.</param>
/// <param name="Of">The marks of DMA, Normal and HighMem.</param>
internal sealed record ZoneMarksPolicy(
    string Name,
    Func<IReadOnlyList<ZoneSize>, MemoryTunables, IReadOnlyList<ZoneMarks>> Of
) : IPolicy
{
    private const int HighMem = 2;
    private const int Classes = 3;

    /// <summary>
    /// A fraction of the zone, from 20 to 255 pages, and twice and three times that; 0 if it is empty (2.4:
    /// free_area_init_core).
    /// </summary>
    public static ZoneMarksPolicy Fractions { get; } = new("a fraction of the zone", FractionsOf);

    /// <summary>
    /// A share of min_free_kbytes, and twice and three times that; a zone is kept from each class above it by the low marks
    /// of the zones between (2.6.9: setup_per_zone_pages_min, setup_per_zone_protection).
    /// </summary>
    public static ZoneMarksPolicy Multiples { get; } =
        new("a share of min_free_kbytes, twice, three times", MultiplesOf);

    /// <summary>
    /// A share of min_free_kbytes, a quarter more and half more; a zone is kept from each class above it by a fraction of
    /// the zones between (2.6.31: setup_per_zone_wmarks, setup_per_zone_lowmem_reserve).
    /// </summary>
    public static ZoneMarksPolicy Quarters { get; } = new("a share of min_free_kbytes, and quarters more", QuartersOf);

    private static List<ZoneMarks> FractionsOf(IReadOnlyList<ZoneSize> zones, MemoryTunables tunables) =>
        [
            .. zones.Select(
                (zone, i) =>
                {
                    var fraction = zone.PresentPages / Math.Max(tunables.MemFrac[i], 1);
                    var mark = zone.PresentPages == 0 ? 0 : Math.Clamp(fraction, 20, 255);
                    return new ZoneMarks(mark, 2 * mark, 3 * mark, ZoneMarks.None.Reserve);
                }
            ),
        ];

    private static List<ZoneMarks> MultiplesOf(IReadOnlyList<ZoneSize> zones, MemoryTunables tunables)
    {
        var lowPages = LowPages(zones);
        var kilobytes = tunables.MinFreeKilobytes ?? Math.Clamp(Root(lowPages * 4), 128, 16384);
        var marks = zones
            .Select((zone, i) => i == HighMem ? HighmemMin(zone) : Share(zone, kilobytes, lowPages))
            .ToList();
        return [.. marks.Select((min, i) => new ZoneMarks(min, 2 * min, 3 * min, Protection(i)))];

        long[] Protection(int zone) =>
            PerClass(
                zone,
                between =>
                    between
                        .Where(higher => zones[higher].PresentPages > 0)
                        .Sum(higher => 2 * marks[higher] * tunables.LowerZoneProtection)
            );
    }

    private static List<ZoneMarks> QuartersOf(IReadOnlyList<ZoneSize> zones, MemoryTunables tunables)
    {
        var lowPages = LowPages(zones);
        var kilobytes = tunables.MinFreeKilobytes ?? Math.Clamp(Root(lowPages * 4 * 16), 128, 65536);
        return
        [
            .. zones.Select(
                (zone, i) =>
                {
                    var share = Share(zone, kilobytes, lowPages);
                    var min = i == HighMem ? HighmemMin(zone) : share;
                    return new ZoneMarks(min, min + (share >> 2), min + (share >> 1), Reserve(i));
                }
            ),
        ];

        long[] Reserve(int zone)
        {
            var ratio = zone < HighMem ? Math.Max(tunables.LowmemReserveRatio[zone], 1) : 1;
            return PerClass(zone, between => between.Sum(higher => zones[higher].PresentPages) / ratio);
        }
    }

    // By the class of a request: what the zones between it and a lower zone decide.
    private static long[] PerClass(int zone, Func<IEnumerable<int>, long> pages) =>
        [.. Enumerable.Range(0, Classes).Select(type => pages(Enumerable.Range(zone + 1, Math.Max(0, type - zone))))];

    private static long LowPages(IReadOnlyList<ZoneSize> zones) => zones[0].PresentPages + zones[1].PresentPages;

    private static long Share(ZoneSize zone, long kilobytes, long lowPages) =>
        (kilobytes >> 2) * zone.PresentPages / Math.Max(lowPages, 1);

    // High memory is not needed in emergencies; its mark only batches reclaim.
    private static long HighmemMin(ZoneSize zone) => Math.Clamp(zone.PresentPages / 1024, 32, 128);

    private static long Root(long value) => (long)Math.Sqrt(value);
}
