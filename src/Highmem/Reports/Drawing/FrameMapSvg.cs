using Highmem.Machine;

namespace Highmem.Reports.Drawing;

/// <summary>
/// Physical memory as a picture (SVG): each zone as rows of cells, each cell so many page frames in the colour of
/// their use, and the sums. The text stands alone: it refers to nothing outside.
/// </summary>
public static class FrameMapSvg
{
    private const int Columns = 128;
    private const int MostRows = 40;

    /// <summary>Draws a machine as it is now.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="options">The zones; null for all of them. Width and characters are a terminal's and mean nothing here.</param>
    /// <returns>An XML document.</returns>
    /// <exception cref="ArgumentException">The machine has no zone of that name; the message names those it has.</exception>
    public static string Draw(I386Machine machine, FrameMapDrawingOptions? options = null)
    {
        var zones = FrameMapZone.Of(machine, options?.Zones ?? [], Columns, MostRows);
        var canvas = new SvgCanvas(FrameZonePicture.Width + (2 * SvgCanvas.Margin));
        canvas.Text($"Physical memory of {machine.Name}", 22, "title");
        canvas.Text(MachineTitle.Of(machine), 20, "quiet");
        foreach (var zone in zones)
        {
            new FrameZonePicture(zone).DrawOn(canvas);
        }

        new FrameUseLegend(zones).DrawOn(canvas);
        return canvas.Document(
            $"Physical memory of {machine.Name}",
            $"{MachineTitle.Of(machine)}. Page frames by zone and use, in rows of cells from low to high addresses. "
                + string.Join(" ", zones.Select(zone => $"{FrameZoneText.Heading(zone)}, {FrameZoneText.Pages(zone)}."))
        );
    }
}
