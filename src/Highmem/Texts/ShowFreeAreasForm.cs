using System.Globalization;
using Highmem.Addressing;

namespace Highmem.Texts;

/// <summary>
/// What SysRq-m prints of the zones, first their free pages and marks and then their free blocks (2.4.21
/// mm/page_alloc.c: show_free_areas_core).
/// </summary>
internal static class ShowFreeAreasForm
{
    public static ZoneForm Form { get; } = new("SysRq-m of this form", (zones, _) => Lines(zones));

    private static IEnumerable<string> Lines(IReadOnlyList<ZoneFigures> zones)
    {
        var free = zones.Sum(z => z.Free);
        yield return Invariant($"Free pages:      {Kilobytes(free), 6}kB ({Kilobytes(zones[2].Free), 6}kB HighMem)");
        foreach (var zone in zones)
        {
            yield return Invariant(
                $"Zone:{zone.Name} freepages:{Kilobytes(zone.Free), 6}kB min:{Kilobytes(zone.Min), 6}kB low:{Kilobytes(zone.Low), 6}kB high:{Kilobytes(zone.High), 6}kB"
            );
        }

        yield return Invariant($"( Active: 0, inactive: 0, free: {free} )");

        // The opening bracket is missing in the kernel too.
        foreach (var zone in zones)
        {
            var sizes = zone.FreeBlocks.Select((count, order) => Invariant($"{count}*{Kilobytes(1L << order)}kB "));
            var inBlocks = zone.FreeBlocks.Select((count, order) => (long)count << order).Sum();
            yield return Invariant($"{string.Concat(sizes)}= {Kilobytes(inBlocks)}kB)");
        }
    }

    private static long Kilobytes(long pages) => pages * PageSize.Kilobytes;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
