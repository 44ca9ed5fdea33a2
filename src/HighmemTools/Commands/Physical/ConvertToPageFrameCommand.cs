using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls virt_to_page or pfn_to_page: gives the page frame of an address or a number.</summary>
[Cmdlet(VerbsData.ConvertTo, "PageFrame", DefaultParameterSetName = nameof(Address))]
[OutputType(typeof(PageFrame))]
public sealed class ConvertToPageFrameCommand : ConversionCommand
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

    /// <summary>A physical address.</summary>
    [Parameter(ParameterSetName = nameof(PhysicalAddress), Mandatory = true, ValueFromPipeline = true)]
    [PhysicalAddressTransformation]
    public PhysicalAddress[] PhysicalAddress { get; set; } = [];

    /// <summary>A page frame number.</summary>
    [Parameter(ParameterSetName = nameof(Pfn), Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [FrameTransformation]
    public FrameReference[] Pfn { get; set; } = [];

    private protected override void Run()
    {
        Convert(Address, (machine, item) => machine.GetPageFrame(machine.VirtToPhys(item.Address).Pfn));
        Convert(PhysicalAddress, (machine, address) => machine.GetPageFrame(address.Pfn));
        Convert(Pfn, (machine, item) => machine.GetPageFrame(item.Pfn));
    }
}
