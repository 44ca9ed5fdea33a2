using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls vfree. An area is freed on the machine it belongs to.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Vfree", DefaultParameterSetName = Items, SupportsShouldProcess = true)]
[OutputType(typeof(VmArea))]
public sealed class InvokeVfreeCommand : ReleaseCommand
{
    /// <summary>The address that vmalloc returned, or the area.</summary>
    [Parameter(
        ParameterSetName = Items,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Mandatory = true, Position = 0)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AreaCompleter))]
    public override AddressReference[] Address { get; set; } = [];

    private protected override string Function => "vfree";

    private protected override VfreeOutcome Call(I386Machine machine, VirtualAddress address) => machine.Vfree(address);

    private protected override ErrorRecord Problem(I386Machine machine, VirtualAddress address, VfreeOutcome outcome) =>
        Errors.VfreeFailed(machine, address, outcome);
}
