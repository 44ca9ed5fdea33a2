using System.Management.Automation;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Makes processes: each an empty address space with a page directory of its own.</summary>
[Cmdlet(VerbsCommon.New, "UserProcess")]
[OutputType(typeof(UserProcess))]
public sealed class NewUserProcessCommand : MachineCommandBase
{
    /// <summary>Names; without one a process is called after its pid.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        if (FindMachine() is not { } machine)
        {
            return;
        }

        foreach (var name in Name ?? (IEnumerable<string?>)[null])
        {
            var outcome = machine.NewProcess(name);
            if (outcome.Process is null)
            {
                WriteError(Errors.UserProcessFailed(machine, name, outcome));
            }
            else
            {
                WriteObject(outcome.Process);
            }
        }
    }
}
