using System.Management.Automation;
using System.Management.Automation.Host;
using Highmem.Reports.Drawing;

namespace HighmemTools.Commands;

/// <summary>A command that draws a machine as text.</summary>
public abstract class DrawingCommand : MachineCommand
{
    /// <summary>Columns to draw in; by default as wide as the console, 78 where there is none.</summary>
    [Parameter]
    [ValidateRange(LayoutDrawingOptions.MinWidth, LayoutDrawingOptions.MaxWidth)]
    public int Width { get; set; }

    /// <summary>Draws with ASCII characters only.</summary>
    [Parameter]
    public SwitchParameter Ascii { get; set; }

    /// <summary>Draws without colours, even on a console that has them. Another command in the pipeline never gets them.</summary>
    [Parameter]
    public SwitchParameter NoColor { get; set; }

    /// <summary>Whether colours are seen and wanted.</summary>
    private protected bool UseColour => !NoColor && IsLastCommand && Host.UI.SupportsVirtualTerminal;

    /// <summary>The columns that were asked for, or those of the console.</summary>
    private protected int Columns => Width > 0 ? Width : ConsoleWidth();

    private bool IsLastCommand => MyInvocation.PipelinePosition == MyInvocation.PipelineLength;

    // A host without a console says 0, or throws.
    private int ConsoleWidth()
    {
        try
        {
            return Host.UI.RawUI.WindowSize.Width is > 0 and var width ? width - 1 : new LayoutDrawingOptions().Width;
        }
        catch (Exception e) when (e is NotImplementedException or HostException or IOException)
        {
            return new LayoutDrawingOptions().Width;
        }
    }
}
