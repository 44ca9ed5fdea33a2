using System.Globalization;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Texts;

namespace Highmem.Reports.Proc;

/// <summary>
/// What SysRq-m prints of the zones, first their free pages and marks and then their free blocks
/// (2.4.21 mm/page_alloc.c: show_free_areas_core).
/// </summary>
public static class ShowFreeAreasText
{
    /// <summary>The lines.</summary>
    /// <exception cref="ReportException">The kernel prints its zones otherwise.</exception>
    public static IEnumerable<string> Lines(I386Machine machine)
    {
        MemoryReportRule.Demand(machine, MemoryReports.ShowFreeAreas, "SysRq-m of this form");
        return Lines(machine.GetZones(), machine.GetBuddyInfo());
    }

    private static IEnumerable<string> Lines(IReadOnlyList<MemoryZone> zones, IReadOnlyList<BuddyInfo> blocks)
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
            var counts = blocks.SingleOrDefault(b => b.Zone == zone.Name);
            var sizes = Enumerable
                .Range(0, counts?.Orders ?? 0)
                .Select(order => Invariant($"{counts!.Count(order)}*{Kilobytes(1L << order)}kB "));
            yield return Invariant($"{string.Concat(sizes)}= {Kilobytes(counts?.FreePages ?? 0)}kB)");
        }
    }

    private static long Kilobytes(long pages) => pages * PageSize.Kilobytes;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
