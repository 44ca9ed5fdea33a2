using System.Management.Automation;
using Highmem.Addressing;

namespace HighmemTools.Commands;

/// <summary>Calls virt_to_phys (__pa): gives the physical address of an address in the direct map, or of a page frame.</summary>
[Cmdlet(VerbsData.ConvertTo, "PhysicalAddress", DefaultParameterSetName = nameof(Address))]
[OutputType(typeof(PhysicalAddress))]
public sealed class ConvertToPhysicalAddressCommand : ConversionCommand
{
    /// <summary>A virtual address in the direct map.</summary>
    [Parameter(
        ParameterSetName = nameof(Address),
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [AddressTransformation]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>A page frame number.</summary>
    [Parameter(ParameterSetName = nameof(Pfn), Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [FrameTransformation]
    public FrameReference[] Pfn { get; set; } = [];

    private protected override void Run()
    {
        Convert(Address, (machine, item) => machine.VirtToPhys(item.Address));
        Convert(Pfn, (machine, item) => machine.GetPageFrame(item.Pfn).PhysicalAddress);
    }
}
