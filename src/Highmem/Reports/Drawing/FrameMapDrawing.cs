using Highmem.Machine;

namespace Highmem.Reports.Drawing;

/// <summary>
/// Physical memory as a picture for a terminal: each zone as rows of cells, each cell so many page frames with the
/// letter of their use, and the sums.
/// </summary>
public static class FrameMapDrawing
{
    private const int MostRows = 60;

    /// <summary>Draws a machine as it is now, line by line.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="options">Width, colours, characters, zones; null for 78 columns, no colours, Unicode, all zones.</param>
    /// <exception cref="ArgumentException">The machine has no zone of that name; the message names those it has.</exception>
    public static IReadOnlyList<string> Draw(I386Machine machine, FrameMapDrawingOptions? options = null)
    {
        options ??= new FrameMapDrawingOptions();
        var pen = new DrawingPen(
            new LayoutDrawingOptions
            {
                Width = options.Width,
                UseColour = options.UseColour,
                UseUnicode = options.UseUnicode,
            }
        );
        var zones = FrameMapZone.Of(machine, options.Zones, FrameZoneFigure.ColumnsIn(pen.Width), MostRows);
        return
        [
            .. pen.Wrap($"Physical memory of {machine.Name}"),
            .. pen.Wrap(MachineTitle.Of(machine)),
            .. zones.SelectMany(zone => new FrameZoneFigure(zone, pen).Lines().Prepend("")),
            "",
            .. new FrameUseTable(zones, pen).Lines(),
        ];
    }
}
