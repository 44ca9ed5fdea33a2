using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>A command whose pipeline input is the machine.</summary>
public abstract class MachineCommand : MachineCommandBase
{
    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public sealed override MachineReference? Machine { get; set; }

    private protected sealed override void Run()
    {
        if (FindMachine() is { } machine)
        {
            Run(machine);
        }
    }

    /// <summary>Does the work for one machine.</summary>
    private protected abstract void Run(I386Machine machine);
}
