using System.Management.Automation;
using System.Management.Automation.Host;
using Highmem.Machine;
using Highmem.Reports;

namespace HighmemTools.Commands;

/// <summary>Draws the kernel's part of the address space, as text, with every border and area.</summary>
[Cmdlet(VerbsCommon.Show, "MemoryLayout")]
[OutputType(typeof(string))]
public sealed class ShowMemoryLayoutCommand : MachineCommand
{
    /// <summary>Columns to draw in; by default as wide as the console, 78 where there is none.</summary>
    [Parameter]
    [ValidateRange(LayoutDrawingOptions.MinWidth, LayoutDrawingOptions.MaxWidth)]
    public int Width { get; set; }

    /// <summary>How many vmalloc areas are drawn one by one; what is left out is counted.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int MaximumArea { get; set; } = new LayoutDrawingOptions().MaxAreas;

    /// <summary>Draws with ASCII characters only.</summary>
    [Parameter]
    public SwitchParameter Ascii { get; set; }

    /// <summary>Draws without colours, even on a console that has them. Another command in the pipeline never gets them.</summary>
    [Parameter]
    public SwitchParameter NoColor { get; set; }

    private bool IsLastCommand => MyInvocation.PipelinePosition == MyInvocation.PipelineLength;

    private protected override void Run(I386Machine machine) =>
        WriteObject(
            LayoutDrawing.Draw(
                machine,
                new LayoutDrawingOptions
                {
                    Width = Width > 0 ? Width : ConsoleWidth(),
                    MaxAreas = MaximumArea,
                    UseUnicode = !Ascii,
                    UseColour = !NoColor && IsLastCommand && Host.UI.SupportsVirtualTerminal,
                }
            ),
            enumerateCollection: true
        );

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
