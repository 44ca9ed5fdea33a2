using System.Globalization;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Texts;

namespace Highmem.Reports.Proc;

/// <summary>/proc/buddyinfo: free blocks of each order, zone by zone (mm/page_alloc.c: frag_show; 2.6.31: mm/vmstat.c).</summary>
public static class BuddyInfoText
{
    /// <summary>The lines.</summary>
    /// <exception cref="ReportException">The kernel has no such file.</exception>
    public static IEnumerable<string> Lines(I386Machine machine)
    {
        MemoryReportRule.Demand(machine, MemoryReports.BuddyInfo, "/proc/buddyinfo");
        return machine.GetBuddyInfo().Select(Line);
    }

    private static string Line(BuddyInfo zone)
    {
        var counts = Enumerable
            .Range(0, zone.Orders)
            .Select(order => string.Create(CultureInfo.InvariantCulture, $"{zone.Count(order), 6} "));
        return $"Node 0, zone {zone.Zone, 8} {string.Concat(counts)}";
    }
}
