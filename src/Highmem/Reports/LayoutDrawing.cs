using Highmem.Addressing;
using Highmem.Kernel;
using Highmem.Machine;
using Highmem.Reports.Drawing;

namespace Highmem.Reports;

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

    private static IEnumerable<string> Heading(I386Machine machine, DrawingPen pen)
    {
        var layout = machine.GetLayout();
        var high = layout.RamPages(layout.HighStartPfn, layout.NumPhysPages) * PageSize.Kilobytes;
        var memory = FormattableString.Invariant($"{machine.MemorySize >> 10} kB of RAM");
        var ofIt = high == 0 ? "" : FormattableString.Invariant($", {high} kB of it high memory");
        return pen.Wrap($"Linear addresses of {machine.Name} from PAGE_OFFSET to 4 GB")
            .Concat(pen.Wrap($"Linux {machine.Kernel}, {ConfigName(machine)}, {memory}{ofIt}"));
    }

    private static string ConfigName(I386Machine machine) =>
        machine.Highmem switch
        {
            HighmemSupport.None => "NOHIGHMEM",
            HighmemSupport.Highmem4G => "HIGHMEM4G",
            _ => "HIGHMEM64G (PAE)",
        };
}
