using System.Globalization;
using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Reports.Drawing;

/// <summary>The legend of a picture of page frames: each use with its colour, its page frames by zone and in all, and a bar.</summary>
internal sealed class FrameUseLegend(IReadOnlyList<FrameMapZone> zones)
{
    private const int LineHeight = 22;
    private const int Swatch = 14;
    private const int NameAt = SvgCanvas.Margin + Swatch + 10;
    private const int FirstColumn = SvgCanvas.Margin + 240;
    private const int ColumnWidth = 100;
    private const int SizeWidth = 130;

    private int SumAt => FirstColumn + (ColumnWidth * (zones.Count > 1 ? zones.Count : 0));

    private int BarAt => SumAt + SizeWidth + 30;

    public void DrawOn(SvgCanvas canvas)
    {
        canvas.Skip(18);
        canvas.Text("Page frames by use", 16, "heading");
        canvas.Skip(18);
        if (zones.Count > 1)
        {
            Numbers(canvas, zones.Select(zone => zone.Zone.Name), "quiet end");
        }

        canvas.Text(SumAt, "all", "quiet end");
        canvas.Text(SumAt + SizeWidth, "size", "quiet end");
        var uses = Enum.GetValues<FrameUse>().Where(use => zones.Any(zone => zone.Count(use) > 0)).ToList();
        var all = zones.Sum(zone => uses.Sum(zone.Count));
        foreach (var use in uses)
        {
            canvas.Skip(LineHeight);
            var look = FrameUseLook.Of(use);
            canvas.Rectangle(SvgCanvas.Margin, canvas.Y - Swatch + 2, Swatch, Swatch, look.Fill, "#9ca3af");
            Row(canvas, look.Name, [use]);
            var sum = zones.Sum(zone => zone.Count(use));
            var length = (int)(sum * (FrameZonePicture.Width + SvgCanvas.Margin - BarAt) / all);
            canvas.Rectangle(BarAt, canvas.Y - Swatch + 2, Math.Max(length, 1), Swatch, look.Fill, "#9ca3af");
        }

        canvas.Skip(LineHeight);
        Row(canvas, "all", uses);
        canvas.Skip(6);
        canvas.Text("A pale cell: less than half of its page frames are in that use.", LineHeight, "quiet");
    }

    private void Row(SvgCanvas canvas, string name, List<FrameUse> uses)
    {
        var counts = zones.Select(zone => uses.Sum(zone.Count)).ToList();
        canvas.Text(NameAt, name, "name");
        if (zones.Count > 1)
        {
            Numbers(canvas, counts.Select(Text), "number end");
        }

        canvas.Text(SumAt, Text(counts.Sum()), "number end");
        var size = string.Create(CultureInfo.InvariantCulture, $"{counts.Sum() << (PageSize.Shift - 10)} kB");
        canvas.Text(SumAt + SizeWidth, size, "number end");
    }

    private static void Numbers(SvgCanvas canvas, IEnumerable<string> numbers, string style)
    {
        var x = FirstColumn;
        foreach (var number in numbers)
        {
            canvas.Text(x, number, style);
            x += ColumnWidth;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
