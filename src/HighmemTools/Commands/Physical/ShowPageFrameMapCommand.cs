using System.Management.Automation;
using Highmem.Machine;
using Highmem.Reports.Drawing;

namespace HighmemTools.Commands;

/// <summary>Draws physical memory zone by zone, each page frame in the letter or colour of its use.</summary>
[Cmdlet(VerbsCommon.Show, "PageFrameMap")]
[OutputType(typeof(string))]
public sealed class ShowPageFrameMapCommand : DrawingCommand
{
    /// <summary>Names of zones; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ZoneCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Zone { get; set; } = ["*"];

    /// <summary>Draws a picture (SVG) instead: one text, to be written to a file.</summary>
    [Parameter]
    public SwitchParameter AsSvg { get; set; }

    private protected override void Run(I386Machine machine)
    {
        var filter = new NameFilter(Zone);
        foreach (var name in filter.Missing([.. machine.GetZones().Select(z => z.Name)]))
        {
            WriteError(Errors.ZoneNotFound(machine, name));
        }

        var options = new FrameMapDrawingOptions
        {
            Width = Columns,
            UseUnicode = !Ascii,
            UseColour = UseColour,
            Zones = [.. machine.GetZones().Select(z => z.Name).Where(filter.Takes)],
        };
        if (options.Zones.Count > 0)
        {
            WriteObject(
                AsSvg ? FrameMapSvg.Draw(machine, options) : FrameMapDrawing.Draw(machine, options),
                enumerateCollection: true
            );
        }
    }
}
