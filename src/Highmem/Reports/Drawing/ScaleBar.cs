using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace Highmem.Reports.Drawing;

/// <summary>All regions side by side, one character per so many MB, but at least one each.</summary>
internal sealed class ScaleBar(I386Machine machine, DrawingPen pen)
{
    private const long Megabyte = 1 << 20;

    public IEnumerable<string> Lines()
    {
        var regions = machine.GetRegions();
        var unit = UnitFor((VirtualAddress.EndOfSpace - machine.PageOffset) / Megabyte, pen.Width - 2 - regions.Count);
        var cells = regions.Select(r => (r, Count: (int)Math.Max(1, Math.Round(r.Size / (double)(unit * Megabyte)))));
        var bar = cells.Select(c => (Ink: DrawingPen.InkOf(c.r.Kind), c.Count)).ToList();
        var end = VirtualAddress.EndOfSpace.ToString();
        return pen.Wrap(FormattableString.Invariant($"To scale, {unit} MB per character; what is smaller has one:"))
            .Append(
                $"{machine.PageOffset}{end.PadLeft(bar.Sum(c => c.Count) + 2 - machine.PageOffset.ToString().Length)}"
            )
            .Append(pen.Side() + string.Concat(bar.Select(c => pen.Fill(c.Ink, c.Count))) + pen.Side())
            .Concat(pen.Legend(regions.DistinctBy(r => r.Kind).Select(Entry)));
    }

    private (string Sample, int Length, string Meaning) Entry(MemoryRegion region) =>
        (pen.Fill(DrawingPen.InkOf(region.Kind), 1), 1, region.Kind == MemoryRegionKind.Hole ? "hole" : region.Name);

    // The smallest that divides the whole evenly.
    private static long UnitFor(long megabytes, int cells)
    {
        var unit = (megabytes + cells - 1) / cells;
        while (megabytes % unit != 0)
        {
            unit++;
        }

        return unit;
    }
}
