using System.CommandLine;
using Highmem.Cli.Rows;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.Drawing;

namespace Highmem.Cli.Commands;

/// <summary><c>highmem layout</c>: the regions of the kernel's address space, as rows or as a drawing.</summary>
internal static class LayoutCommand
{
    private static readonly RowWriter<MemoryRegion> Regions = new(
        new Column<MemoryRegion>("Machine", region => region.Machine) { IsInTable = false },
        new Column<MemoryRegion>("Name", region => region.Name),
        new Column<MemoryRegion>("Start", region => region.Start),
        new Column<MemoryRegion>("End", region => region.End),
        new Column<MemoryRegion>("Size", region => region.Size) { IsNumber = true },
        new Column<MemoryRegion>("Kind", region => region.Kind) { IsInTable = false },
        new Column<MemoryRegion>("Description", region => region.Description) { IsProse = true }
    );

    public static Command Build(Terminal terminal)
    {
        var format = new FormatOption();
        var draw = new Option<bool>("--draw") { Description = "draw the regions instead of listing them" };
        var width = new Option<int?>("--width")
        {
            Description = "columns of the drawing, from 40 to 200 (default: those of the screen, at most 78)",
            HelpName = "n",
            CustomParser = ArgumentText.One<int?>(
                "--width",
                text => ArgumentText.Number(text, LayoutDrawingOptions.MinWidth, LayoutDrawingOptions.MaxWidth)
            ),
        };
        var ascii = new Option<bool>("--ascii") { Description = "draw with ASCII characters only" };
        var machine = new MachineArguments();
        var command = new Command("layout", "Shows the kernel's part of the address space, from PAGE_OFFSET to 4 GB.")
        {
            format,
            draw,
            width,
            ascii,
        };
        machine.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(draw) && result.GetResult(format) is not null)
            {
                result.AddError("--draw and --format exclude each other: a drawing has one form.");
            }

            if (!result.GetValue(draw) && (result.GetResult(width) is not null || result.GetValue(ascii)))
            {
                result.AddError("--width and --ascii are for --draw.");
            }
        });
        command.SetAction(parsed =>
        {
            var booted = machine.Boot(parsed, terminal);
            if (parsed.GetValue(draw))
            {
                Draw(terminal, booted, parsed.GetValue(width), !parsed.GetValue(ascii));
            }
            else
            {
                Regions.Write(terminal, parsed.GetValue(format), booted.GetRegions());
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Draws a machine to the terminal.</summary>
    public static void Draw(Terminal terminal, I386Machine machine, int? width, bool useUnicode)
    {
        var options = new LayoutDrawingOptions
        {
            UseColour = terminal.UseColour,
            UseUnicode = useUnicode,
            Width = width ?? Math.Min(terminal.Width - 1, new LayoutDrawingOptions().Width),
        };
        foreach (var line in LayoutDrawing.Draw(machine, options))
        {
            terminal.Out.WriteLine(line);
        }
    }
}
