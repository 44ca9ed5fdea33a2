using System.Globalization;
using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Reports.Drawing;

/// <summary>The legend of a frame map, which is also its sums: page frames of each use, zone by zone and in all.</summary>
internal sealed class FrameUseTable(IReadOnlyList<FrameMapZone> zones, DrawingPen pen)
{
    private const int NameColumns = 16;
    private const int CountColumns = 10;
    private const int SizeColumns = 12;

    private bool ShowsZones =>
        zones.Count > 1 && NameColumns + (CountColumns * (zones.Count + 1)) + SizeColumns <= pen.Width;

    public IEnumerable<string> Lines()
    {
        var uses = Enum.GetValues<FrameUse>().Where(use => zones.Any(zone => zone.Count(use) > 0)).ToList();
        return new[] { Row("", zones.Select(zone => zone.Zone.Name), "pages", "size") }
            .Concat(uses.Select(use => Row(Name(use), [use])))
            .Append(Row("  all", uses))
            .Concat(pen.Wrap("A small letter: less than half of the page frames there."));
    }

    private static string Name(FrameUse use) => $"  {FrameUseLook.Of(use).Name}";

    private string Row(string name, List<FrameUse> uses)
    {
        var counts = zones.Select(zone => uses.Sum(zone.Count)).ToList();
        var size = string.Create(CultureInfo.InvariantCulture, $"{counts.Sum() << (PageSize.Shift - 10)} kB");
        var row = Row(name, counts.Select(Text), Text(counts.Sum()), size);
        return uses.Count == 1 ? pen.Fill(FrameUseLook.Of(uses[0]).Ink, 1) + row[1..] : row;
    }

    private string Row(string name, IEnumerable<string> counts, string sum, string size) =>
        name.PadRight(NameColumns)
        + (ShowsZones ? string.Concat(counts.Select(count => count.PadLeft(CountColumns))) : "")
        + sum.PadLeft(CountColumns)
        + size.PadLeft(SizeColumns);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
