using System.Text;
using Highmem.Addressing;

namespace Highmem.Reports.Drawing;

/// <summary>A zone as rows of cells, each with the physical address, and where there is room the number, of its first frame.</summary>
internal sealed class FrameZoneFigure(FrameMapZone zone, DrawingPen pen)
{
    private const int AddressColumns = 11;
    private const int PfnColumns = 9;
    private const int SideColumns = 3;

    /// <summary>Cells of a row: a power of two, so that rows begin at round addresses.</summary>
    public static int ColumnsIn(int width)
    {
        var columns = 1;
        while (columns * 2 <= width - AddressColumns - SideColumns)
        {
            columns *= 2;
        }

        return columns;
    }

    public IEnumerable<string> Lines() => pen.Wrap(FrameZoneText.Heading(zone)).Concat(Body());

    private IEnumerable<string> Body()
    {
        if (zone.Rows == 0)
        {
            yield break;
        }

        foreach (var line in pen.Wrap(FrameZoneText.Pages(zone)))
        {
            yield return line;
        }

        var showsPfn = zone.Columns + AddressColumns + PfnColumns + SideColumns <= pen.Width;
        for (var row = 0; row < zone.Rows; row++)
        {
            var pfn = zone.FirstPfn(row);
            var number = showsPfn ? FormattableString.Invariant($"{pfn, PfnColumns}") : "";
            yield return $"{PhysicalAddress.FromPfn(pfn), AddressColumns}{number} {pen.Side()}{Row(zone.Row(row))}{pen.Side()}";
        }
    }

    private string Row(IReadOnlyList<FrameCell> cells)
    {
        var row = new StringBuilder();
        for (var i = 0; i < cells.Count; )
        {
            var run = 1;
            while (i + run < cells.Count && cells[i + run] == cells[i])
            {
                run++;
            }

            row.Append(Draw(cells[i], run));
            i += run;
        }

        return row.ToString();
    }

    private string Draw(FrameCell cell, int count)
    {
        var ink = FrameUseLook.Of(cell.Use).Ink;
        var shape = pen.Shape(ink);
        return pen.Paint(new string(cell.InPart ? char.ToLowerInvariant(shape) : shape, count), ink);
    }
}
