using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls iounmap: takes an area of ioremap away.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Iounmap", DefaultParameterSetName = Items, SupportsShouldProcess = true)]
[OutputType(typeof(VmArea))]
public sealed class InvokeIounmapCommand : ReleaseCommand
{
    /// <summary>The address that ioremap returned, or the mapping. Its offset in the page does not matter.</summary>
    [Parameter(
        ParameterSetName = Items,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Mandatory = true, Position = 0)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(IoremapAreaCompleter))]
    public override AddressReference[] Address { get; set; } = [];

    private protected override string Function => "iounmap";

    private protected override VfreeOutcome Call(I386Machine machine, VirtualAddress address) =>
        machine.Iounmap(address);

    private protected override ErrorRecord Problem(I386Machine machine, VirtualAddress address, VfreeOutcome outcome) =>
        Errors.IounmapFailed(machine, address, outcome);
}
