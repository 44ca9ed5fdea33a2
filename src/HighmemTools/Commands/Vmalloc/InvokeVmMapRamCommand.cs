using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls vm_map_ram: shows page frames side by side for a short time, without an area in the list (2.6.31).</summary>
[Cmdlet(VerbsLifecycle.Invoke, "VmMapRam")]
[OutputType(typeof(VmRamMapping))]
public sealed class InvokeVmMapRamCommand : FrameListCommand
{
    /// <summary>The CPU it runs on, from 0; each has blocks of its own.</summary>
    [Parameter]
    [ValidateRange(0, 254)]
    public int Processor { get; set; }

    private protected override void Map(I386Machine machine, IReadOnlyList<int> all)
    {
        if (Processor >= machine.ProcessorCount)
        {
            WriteError(Errors.ProcessorNotFound(machine, Processor));
            return;
        }

        var outcome = machine.VmMapRam(all, Processor);
        if (outcome.Mapping is null)
        {
            WriteError(Errors.VmMapRamFailed(machine, all.Count, outcome));
        }
        else
        {
            WriteObject(outcome.Mapping);
        }
    }
}
