using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls vmap: shows page frames side by side in one area; they stay their owner's.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Vmap")]
[OutputType(typeof(VmArea))]
public sealed class InvokeVmapCommand : FrameListCommand
{
    /// <summary>Who asks, for the list of areas.</summary>
    [Parameter]
    [ValidateNotNull]
    public string Caller { get; set; } = "Invoke-Vmap";

    private protected override void Map(I386Machine machine, IReadOnlyList<int> all)
    {
        var outcome = machine.Vmap(all, Caller);
        if (outcome.Area is null)
        {
            WriteError(Errors.VmapFailed(machine, all.Count, outcome));
        }
        else
        {
            WriteObject(outcome.Area);
        }
    }
}
