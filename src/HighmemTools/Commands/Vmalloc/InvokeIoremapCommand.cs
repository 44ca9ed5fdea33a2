using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace HighmemTools.Commands;

/// <summary>Calls ioremap: makes device memory reachable.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Ioremap", DefaultParameterSetName = Items)]
[OutputType(typeof(IoMapping))]
public sealed class InvokeIoremapCommand : ItemCommand
{
    /// <summary>The first byte of the device's memory.</summary>
    [Parameter(
        ParameterSetName = Items,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Mandatory = true, Position = 0)]
    [PhysicalAddressTransformation]
    public PhysicalAddress[] PhysicalAddress { get; set; } = [];

    /// <summary>Bytes of it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [SizeTransformation]
    public ByteSize Size { get; set; }

    /// <summary>The kernel's function: how the device's memory is cached.</summary>
    [Parameter]
    public IoremapVariant Variant { get; set; }

    /// <summary>Who asks, for the list of areas.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public string Caller { get; set; } = "Invoke-Ioremap";

    private protected override void Run()
    {
        if (FindMachine() is not { } machine)
        {
            return;
        }

        foreach (var address in PhysicalAddress)
        {
            var outcome = machine.Ioremap(address, Size, Variant, Caller);
            if (outcome.Mapping is null)
            {
                WriteError(Errors.IoremapFailed(machine, address, Size, outcome));
            }
            else
            {
                WriteObject(outcome.Mapping);
            }
        }
    }
}
