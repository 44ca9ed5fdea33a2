using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace HighmemTools.Commands;

/// <summary>Gives page frames (mem_map), one after the other as they are wanted: a large machine has millions.</summary>
[Cmdlet(VerbsCommon.Get, "PageFrame")]
[OutputType(typeof(PageFrame))]
public sealed class GetPageFrameCommand : MachineCommandBase
{
    /// <summary>
    /// Page frames: a number, a range such as <c>4096-8192</c> without its end, a block, a zone or a machine; by
    /// default all.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [FrameRangeTransformation]
    public FrameRangeReference[]? Pfn { get; set; }

    /// <summary>Only frames of these zones; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ZoneCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Zone { get; set; } = ["*"];

    /// <summary>Only frames in these states.</summary>
    [Parameter]
    public FrameUse[]? State { get; set; }

    /// <summary>Only frames of these owners: callers, or addresses of areas; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? Owner { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        if (Pfn is null)
        {
            if (FindMachine() is { } machine)
            {
                Write(machine, new FrameRangeReference(machine));
            }

            return;
        }

        foreach (var item in Pfn)
        {
            if (FindMachine(item, item.Owner) is { } machine)
            {
                Write(machine, item);
            }
        }
    }

    private void Write(I386Machine machine, FrameRangeReference item)
    {
        var zones = new NameFilter(Zone);
        foreach (var name in zones.Missing([.. machine.GetZones().Select(z => z.Name)]))
        {
            WriteError(Errors.ZoneNotFound(machine, name));
        }

        if (item.IsOne && item.First >= machine.MaxPfn)
        {
            WriteError(Errors.PageFrameNotFound(machine, item.First));
            return;
        }

        var owner = Owner is null
            ? null
            : WildcardPattern.Get(Owner, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        foreach (var zone in machine.GetZones().Where(z => zones.Takes(z.Name)))
        {
            var first = (int)Math.Max(item.First, zone.StartPfn);
            var end = (int)Math.Min(item.End, zone.EndPfn);
            foreach (var frame in machine.GetPageFrames(first, end))
            {
                if (Stopping)
                {
                    return;
                }

                if (State?.Contains(frame.State) != false && owner?.IsMatch(frame.Owner) != false)
                {
                    WriteObject(frame);
                }
            }
        }
    }
}
