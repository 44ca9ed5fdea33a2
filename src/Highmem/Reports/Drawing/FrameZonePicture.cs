using System.Text;
using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Reports.Drawing;

/// <summary>A zone as coloured cells, with the physical address of each row on the left and its page frame on the right.</summary>
internal sealed class FrameZonePicture(FrameMapZone zone)
{
    /// <summary>From one cell to the next.</summary>
    public const int CellWidth = 7;

    /// <summary>From one row to the next.</summary>
    public const int RowHeight = 11;

    /// <summary>Everything that a zone takes from left to right.</summary>
    public const int Width = Left + (128 * CellWidth) + Right;

    private const int Left = 76;
    private const int Right = 60;
    private const int Gap = 8;

    // The lattice is anchored at the origin, and so are the cells.
    private static readonly int X = (SvgCanvas.Margin + Left + CellWidth - 1) / CellWidth * CellWidth;

    public void DrawOn(SvgCanvas canvas)
    {
        canvas.Skip(14);
        canvas.Text(FrameZoneText.Heading(zone), 16, "heading");
        if (zone.Rows == 0)
        {
            return;
        }

        canvas.Text(FrameZoneText.Pages(zone), 14, "quiet");
        canvas.Skip(RowHeight - (canvas.Y % RowHeight));
        var top = canvas.Y;
        DrawCells(canvas, top);
        for (var row = 0; row < zone.Rows; row++)
        {
            canvas.Skip(RowHeight - 2);
            var pfn = zone.FirstPfn(row);
            canvas.Text(X - Gap, PhysicalAddress.FromPfn(pfn).ToString(), "label end");
            canvas.Text(X + (zone.Columns * CellWidth) + Gap, FormattableString.Invariant($"{pfn}"), "label");
            canvas.Skip(2);
        }
    }

    // One path for each colour, made of runs of equal cells; what shares its cells with free pages lies over them.
    private void DrawCells(SvgCanvas canvas, int top)
    {
        var whole = new SortedDictionary<FrameUse, StringBuilder>();
        var parts = new SortedDictionary<FrameUse, StringBuilder>();
        for (var row = 0; row < zone.Rows; row++)
        {
            var cells = zone.Row(row);
            for (var i = 0; i < cells.Count; )
            {
                var run = 1;
                while (i + run < cells.Count && cells[i + run] == cells[i])
                {
                    run++;
                }

                var (use, inPart) = cells[i];
                var box = FormattableString.Invariant(
                    $"M{X + (i * CellWidth)} {top + (row * RowHeight)}h{run * CellWidth}v{RowHeight}h-{run * CellWidth}z"
                );
                Path(whole, inPart ? FrameUse.Free : use).Append(box);
                if (inPart)
                {
                    Path(parts, use).Append(box);
                }

                i += run;
            }
        }

        foreach (var (use, path) in whole)
        {
            canvas.Shape(path.ToString(), FrameUseLook.Of(use).Fill, "whole", FrameUseLook.Of(use).Name);
        }

        foreach (var (use, path) in parts)
        {
            canvas.Shape(path.ToString(), FrameUseLook.Of(use).Fill, "part", $"in part {FrameUseLook.Of(use).Name}");
        }

        canvas.Rectangle(X, top, zone.Columns * CellWidth, zone.Rows * RowHeight, "url(#grid)");
    }

    private static StringBuilder Path(SortedDictionary<FrameUse, StringBuilder> paths, FrameUse use)
    {
        if (!paths.TryGetValue(use, out var path))
        {
            paths[use] = path = new StringBuilder();
        }

        return path;
    }
}
