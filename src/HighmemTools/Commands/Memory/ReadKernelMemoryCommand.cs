using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Reads memory as the kernel would: through the page tables. A page that is not there is an oops.</summary>
[Cmdlet(VerbsCommunications.Read, "KernelMemory", DefaultParameterSetName = Items)]
[OutputType(typeof(MemoryContent), typeof(byte[]))]
public sealed class ReadKernelMemoryCommand : ItemCommand
{
    /// <summary>The first address, or an object that has one.</summary>
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

    /// <summary>How many bytes.</summary>
    [Parameter(Position = 1)]
    [SizeTransformation]
    public ByteSize Count { get; set; } = 64;

    /// <summary>The CPU that reads, through its TLB and the page tables it has loaded.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CpuCompleter))]
    public int Cpu { get; set; }

    /// <summary>The bytes alone, in one array.</summary>
    [Parameter]
    public SwitchParameter AsByteArray { get; set; }

    private protected override void Run()
    {
        foreach (var item in Address)
        {
            if (FindMachine(item, item.Owner) is not { } machine || !HasCpu(machine, Cpu))
            {
                continue;
            }

            if (
                Count < 1
                || Count > VirtualAddress.EndOfSpace - item.Address
                || (AsByteArray && Count > Array.MaxLength)
            )
            {
                Fail(Errors.AccessOutOfRange(item.Address, Count));
            }
            else
            {
                Read(machine, item.Address);
            }
        }
    }

    private void Read(I386Machine machine, VirtualAddress address)
    {
        if (AsByteArray)
        {
            WriteObject(machine.ReadBytes(address, (int)(long)Count, Cpu));
            return;
        }

        foreach (var row in machine.ReadRows(address, Count, Cpu))
        {
            if (Stopping)
            {
                return;
            }

            WriteObject(row);
        }
    }
}
