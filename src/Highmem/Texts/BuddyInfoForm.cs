using System.Globalization;

namespace Highmem.Texts;

/// <summary>/proc/buddyinfo: free blocks of each order, zone by zone (mm/page_alloc.c: frag_show; 2.6.31: mm/vmstat.c).</summary>
internal static class BuddyInfoForm
{
    public static ZoneForm Form { get; } =
        new("/proc/buddyinfo", (zones, _) => zones.Where(zone => zone.FreeBlocks.Count > 0).Select(Line));

    private static string Line(ZoneFigures zone)
    {
        var counts = zone.FreeBlocks.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count, 6} "));
        return $"Node 0, zone {zone.Name, 8} {string.Concat(counts)}";
    }
}
