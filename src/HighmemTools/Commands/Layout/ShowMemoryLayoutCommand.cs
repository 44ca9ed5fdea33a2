using System.Management.Automation;
using Highmem.Machine;
using Highmem.Reports.Drawing;

namespace HighmemTools.Commands;

/// <summary>Draws the kernel's part of the address space, as text, with every border and area.</summary>
[Cmdlet(VerbsCommon.Show, "MemoryLayout")]
[OutputType(typeof(string))]
public sealed class ShowMemoryLayoutCommand : DrawingCommand
{
    /// <summary>How many vmalloc areas are drawn one by one; what is left out is counted.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int MaximumArea { get; set; } = new LayoutDrawingOptions().MaxAreas;

    private protected override void Run(I386Machine machine) =>
        WriteObject(
            LayoutDrawing.Draw(
                machine,
                new LayoutDrawingOptions
                {
                    Width = Columns,
                    MaxAreas = MaximumArea,
                    UseUnicode = !Ascii,
                    UseColour = UseColour,
                }
            ),
            enumerateCollection: true
        );
}
