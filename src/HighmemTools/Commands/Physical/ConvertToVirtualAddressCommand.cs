using System.Management.Automation;
using Highmem.Addressing;

namespace HighmemTools.Commands;

/// <summary>Calls phys_to_virt (__va): gives the address where the direct map shows a physical address or page frame.</summary>
[Cmdlet(VerbsData.ConvertTo, "VirtualAddress", DefaultParameterSetName = nameof(PhysicalAddress))]
[OutputType(typeof(VirtualAddress))]
public sealed class ConvertToVirtualAddressCommand : ConversionCommand
{
    /// <summary>A physical address.</summary>
    [Parameter(
        ParameterSetName = nameof(PhysicalAddress),
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [PhysicalAddressTransformation]
    public PhysicalAddress[] PhysicalAddress { get; set; } = [];

    /// <summary>A page frame number.</summary>
    [Parameter(ParameterSetName = nameof(Pfn), Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [FrameTransformation]
    public FrameReference[] Pfn { get; set; } = [];

    private protected override void Run()
    {
        Convert(PhysicalAddress, (machine, address) => machine.PhysToVirt(address));
        Convert(Pfn, (machine, item) => machine.PhysToVirt(machine.GetPageFrame(item.Pfn).PhysicalAddress));
    }
}
