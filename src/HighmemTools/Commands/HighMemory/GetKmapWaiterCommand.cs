using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Gets the tasks that sleep in kmap, and those that were woken and whose results nobody has received yet.</summary>
[Cmdlet(VerbsCommon.Get, "KmapWaiter")]
[OutputType(typeof(KmapWaiter))]
public sealed class GetKmapWaiterCommand : MachineCommand
{
    /// <summary>Only these tasks; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KmapTaskCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Task { get; set; } = ["*"];

    private protected override void Run(I386Machine machine)
    {
        var tasks = new NameFilter(Task);
        var waiters = machine.GetKmapWaiters();
        WriteObject(waiters.Where(w => tasks.Takes(w.Task)), enumerateCollection: true);
        foreach (var name in tasks.Missing([.. waiters.Select(w => w.Task)]))
        {
            WriteError(Errors.TaskNotFound(machine, name));
        }
    }
}
