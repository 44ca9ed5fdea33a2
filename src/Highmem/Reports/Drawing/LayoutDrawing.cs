using Highmem.Machine;

namespace Highmem.Reports.Drawing;

/// <summary>
/// The linear address interval starting from PAGE_OFFSET as a picture for a terminal: a bar to scale, a figure with
/// the address of every border and every vmalloc area with its guard page, and a map of vmalloc space to scale.
/// </summary>
public static class LayoutDrawing
{
    /// <summary>Draws a machine as it is now, line by line.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="options">Width, colours and characters; null for 78 columns, no colours, Unicode.</param>
    public static IReadOnlyList<string> Draw(I386Machine machine, LayoutDrawingOptions? options = null)
    {
        options ??= new LayoutDrawingOptions();
        var pen = new DrawingPen(options);
        var window = VmallocStretch.Of(machine);
        return
        [
            .. Heading(machine, pen),
            "",
            .. new ScaleBar(machine, pen).Lines(),
            "",
            .. new LayoutFigure(machine, window, pen, options.MaxAreas).Lines(),
            "",
            .. new WindowMap(machine, window, pen).Lines(),
        ];
    }

    private static IEnumerable<string> Heading(I386Machine machine, DrawingPen pen) =>
        pen.Wrap($"Linear addresses of {machine.Name} from PAGE_OFFSET to 4 GB")
            .Concat(pen.Wrap(MachineTitle.Of(machine)));
}
