using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>A command that collects page frames from the pipeline and shows all of them side by side.</summary>
public abstract class FrameListCommand : MachineCommandBase
{
    private readonly List<int> frames = [];
    private I386Machine? target;
    private bool isSpoilt;

    /// <summary>Page frame numbers, frames, or blocks of frames, in the order they shall appear.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [FrameTransformation]
    [ArgumentCompleter(typeof(PageBlockCompleter))]
    public FrameReference[] Pfn { get; set; } = [];

    /// <summary>The machine, or its name; without it that of the frames, or the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public sealed override MachineReference? Machine { get; set; }

    private protected sealed override void Run()
    {
        foreach (var item in Pfn)
        {
            var machine = FindMachine(item, item.Owner);
            target ??= machine;
            if (machine is null)
            {
                isSpoilt = true;
            }
            else if (machine != target)
            {
                Spoil(Errors.MachineMismatch(item, machine.Name, target!.Name));
            }
            else if ((long)item.Pfn + item.Count > machine.MaxPfn)
            {
                Spoil(Errors.PageFrameNotFound(machine, item.Pfn));
            }
            else
            {
                frames.AddRange(Enumerable.Range(item.Pfn, item.Count));
            }
        }
    }

    private protected sealed override void Finish()
    {
        // With one frame missing there is nothing to map side by side.
        if (target is not null && !isSpoilt && frames.Count > 0)
        {
            Map(target, frames);
        }
    }

    /// <summary>Maps all frames.</summary>
    private protected abstract void Map(I386Machine machine, IReadOnlyList<int> all);

    private void Spoil(ErrorRecord error)
    {
        isSpoilt = true;
        Fail(error);
    }
}
