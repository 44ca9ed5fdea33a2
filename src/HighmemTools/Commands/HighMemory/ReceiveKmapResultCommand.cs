using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Gets what kmap returned to tasks that had to sleep in it. Each result is given once.</summary>
[Cmdlet(VerbsCommunications.Receive, "KmapResult")]
[OutputType(typeof(KmapResult))]
public sealed class ReceiveKmapResultCommand : MachineCommand
{
    /// <summary>Only the results of these tasks; wildcards are allowed. A task that is named and still sleeps is an error.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KmapTaskCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Task { get; set; } = ["*"];

    private protected override void Run(I386Machine machine)
    {
        var tasks = new NameFilter(Task);
        var waiters = machine.GetKmapWaiters();
        foreach (var waiter in waiters.Where(w => w.State == KmapState.Mapped && tasks.Takes(w.Task)))
        {
            WriteObject(machine.ReceiveKmapResults(waiter.Task), enumerateCollection: true);
        }

        foreach (var name in tasks.Missing([.. waiters.Where(w => w.State == KmapState.Mapped).Select(w => w.Task)]))
        {
            var sleeps = waiters.Any(w => w.Task.Equals(name, StringComparison.OrdinalIgnoreCase));
            WriteError(sleeps ? Errors.KmapResultNotReady(machine, name) : Errors.TaskNotFound(machine, name));
        }
    }
}
