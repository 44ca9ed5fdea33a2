using System.Management.Automation;

namespace HighmemTools.Commands;

/// <summary>Ends processes: their memory, their page tables and their directories are freed.</summary>
[Cmdlet(VerbsCommon.Remove, "UserProcess", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveUserProcessCommand : ProcessCommand
{
    /// <summary>The processes: pids, names or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Pid")]
    [ProcessTransformation]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    public ProcessReference[] Process { get; set; } = [];

    private protected override void Run()
    {
        foreach (var item in Process)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && FindProcess(machine, item) is { } process
                && ShouldProcess(
                    FormattableString.Invariant($"{machine.Name}: {process.Name} (pid {process.Pid})"),
                    "End the process and free its memory"
                )
            )
            {
                machine.RemoveProcess(process.Pid);
            }
        }
    }
}
