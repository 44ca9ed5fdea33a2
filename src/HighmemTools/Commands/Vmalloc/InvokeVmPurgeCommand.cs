using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls vm_unmap_aliases: clears what is left of lazily freed areas, so that their addresses can be used again.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "VmPurge")]
[OutputType(typeof(VmPurge))]
public sealed class InvokeVmPurgeCommand : MachineCommand
{
    private protected override void Run(I386Machine machine) => WriteObject(machine.PurgeVmalloc());
}
