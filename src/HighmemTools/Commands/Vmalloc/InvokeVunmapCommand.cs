using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls vunmap: takes an area of vmap away; its pages stay their owner's.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Vunmap", DefaultParameterSetName = Items, SupportsShouldProcess = true)]
[OutputType(typeof(VmArea))]
public sealed class InvokeVunmapCommand : ReleaseCommand
{
    /// <summary>The address that vmap returned, or the area.</summary>
    [Parameter(
        ParameterSetName = Items,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Mandatory = true, Position = 0)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(VmapAreaCompleter))]
    public override AddressReference[] Address { get; set; } = [];

    private protected override string Function => "vunmap";

    private protected override VfreeOutcome Call(I386Machine machine, VirtualAddress address) =>
        machine.Vunmap(address);

    private protected override ErrorRecord Problem(I386Machine machine, VirtualAddress address, VfreeOutcome outcome) =>
        Errors.VunmapFailed(machine, address, outcome);
}
