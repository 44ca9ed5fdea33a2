using System.Globalization;
using Highmem.Addressing;

namespace Highmem.Texts;

/// <summary>
/// /proc/zoneinfo: each zone that has pages, with its marks, counters and per-CPU lists (2.6.31 mm/vmstat.c:
/// zoneinfo_show_print). Counters of what nobody uses here are 0.
/// </summary>
internal static class ZoneInfoForm
{
    // DEF_PRIORITY: reclaim has not begun.
    private const int Priority = 12;
    private static readonly string[] Counters =
    [
        "nr_free_pages",
        "nr_inactive_anon",
        "nr_active_anon",
        "nr_inactive_file",
        "nr_active_file",
        "nr_unevictable",
        "nr_mlock",
        "nr_anon_pages",
        "nr_mapped",
        "nr_file_pages",
        "nr_dirty",
        "nr_writeback",
        "nr_slab_reclaimable",
        "nr_slab_unreclaimable",
        "nr_page_table_pages",
        "nr_unstable",
        "nr_bounce",
        "nr_vmscan_write",
        "nr_writeback_temp",
    ];

    public static ZoneForm Form { get; } =
        new("/proc/zoneinfo", (zones, cpus) => zones.Where(z => z.Spanned > 0).SelectMany(zone => Lines(zone, cpus)));

    private static IEnumerable<string> Lines(ZoneFigures zone, int cpus)
    {
        yield return $"Node 0, zone {zone.Name, 8}";
        yield return Invariant($"  pages free     {zone.Free}");
        yield return Invariant($"        min      {zone.Min}");
        yield return Invariant($"        low      {zone.Low}");
        yield return Invariant($"        high     {zone.High}");
        yield return "        scanned  0";
        yield return Invariant($"        spanned  {zone.Spanned}");
        yield return Invariant($"        present  {zone.Present}");
        foreach (var counter in Counters)
        {
            yield return Invariant($"    {counter, -12} {Count(counter, zone)}");
        }

        yield return $"        protection: ({string.Join(", ", zone.Reserve.Select(pages => Invariant($"{pages}")))})";
        yield return "  pagesets";
        for (var cpu = 0; cpu < cpus; cpu++)
        {
            yield return Invariant($"    cpu: {cpu}");
            yield return Invariant($"              count: {(cpu == 0 ? zone.PerCpu : 0)}");
            yield return Invariant($"              high:  {6 * zone.Batch}");
            yield return Invariant($"              batch: {Math.Max(zone.Batch, 1)}");
        }

        yield return "  all_unreclaimable: 0";
        yield return Invariant($"  prev_priority:     {Priority}");
        yield return Invariant($"  start_pfn:         {zone.StartPfn}");
        yield return Invariant($"  inactive_ratio:    {InactiveRatio(zone.Present)}");
    }

    private static long Count(string counter, ZoneFigures zone) =>
        counter switch
        {
            "nr_free_pages" => zone.Free,
            "nr_slab_unreclaimable" => zone.SlabPages(),
            _ => 0,
        };

    // The square root of ten times the zone's gigabytes.
    private static int InactiveRatio(long presentPages)
    {
        var gigabytes = presentPages >> (30 - PageSize.Shift);
        return gigabytes == 0 ? 1 : (int)Math.Sqrt(10 * gigabytes);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
