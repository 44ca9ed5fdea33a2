using System.Management.Automation;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Gives the processes of a machine, or what they have mapped.</summary>
[Cmdlet(VerbsCommon.Get, "UserProcess")]
[OutputType(typeof(UserProcess), typeof(UserMapping))]
public sealed class GetUserProcessCommand : MachineCommandBase
{
    /// <summary>Only processes of these names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Emits what each process has mapped, in address order.</summary>
    [Parameter]
    public SwitchParameter Mapping { get; set; }

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

        var filter = new NameFilter(Name);
        var all = machine.GetProcesses();
        foreach (var name in filter.Missing([.. all.Select(p => p.Name)]))
        {
            WriteError(Errors.UserProcessNotFound(machine, name));
        }

        foreach (var process in all.Where(p => filter.Takes(p.Name)))
        {
            WriteObject(
                Mapping ? machine.GetUserMappings(process.Pid) : (object)process,
                enumerateCollection: Mapping.IsPresent
            );
        }
    }
}
