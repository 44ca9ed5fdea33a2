using System.Management.Automation;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Says what addresses belong to: region, area, guard page, hole, slot, fixed mapping, page frame, object.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "KernelAddress", DefaultParameterSetName = Items)]
[OutputType(typeof(AddressOwner))]
public sealed class ResolveKernelAddressCommand : ItemCommand
{
    /// <summary>The virtual address, or an object that has one.</summary>
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
    public AddressReference[] Address { get; set; } = [];

    private protected override void Run()
    {
        foreach (var item in Address)
        {
            if (FindMachine(item, item.Owner) is { } machine)
            {
                WriteObject(machine.GetOwners(item.Address), enumerateCollection: true);
            }
        }
    }
}
