using System.Buffers.Binary;
using System.Management.Automation;
using System.Text;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Writes memory as the kernel would: through the page tables. A page that is not there is an oops.</summary>
[Cmdlet(VerbsCommunications.Write, "KernelMemory", DefaultParameterSetName = Bytes, SupportsShouldProcess = true)]
[OutputType(typeof(MemoryContent))]
public sealed class WriteKernelMemoryCommand : MachineCommandBase
{
    private const string Bytes = nameof(Value);

    /// <summary>The first address, or an object that has one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AreaCompleter))]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>The bytes.</summary>
    [Parameter(ParameterSetName = Bytes, Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public byte[] Value { get; set; } = [];

    /// <summary>Text, written as UTF-8 without a zero at its end.</summary>
    [Parameter(ParameterSetName = nameof(Text), Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Text { get; set; } = "";

    /// <summary>32-bit words, lowest byte first.</summary>
    [Parameter(ParameterSetName = nameof(UInt32), Mandatory = true)]
    [WordTransformation]
    [ValidateNotNullOrEmpty]
    public uint[] UInt32 { get; set; } = [];

    /// <summary>The CPU that writes, through its TLB and the page tables it has loaded.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CpuCompleter))]
    public int Cpu { get; set; }

    /// <summary>Emits what is in memory afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        var bytes = Content();
        foreach (var item in Address)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && HasCpu(machine, Cpu)
                && ShouldProcess($"{machine.Name}: {item}", FormattableString.Invariant($"Write {bytes.Length} bytes"))
            )
            {
                Write(machine, item.Address, bytes);
            }
        }
    }

    private void Write(I386Machine machine, VirtualAddress address, byte[] bytes)
    {
        if (bytes.Length > VirtualAddress.EndOfSpace - address)
        {
            Fail(Errors.AccessOutOfRange(address, bytes.Length));
            return;
        }

        machine.Write(address, bytes, Cpu);
        if (PassThru)
        {
            WriteObject(machine.Read(address, bytes.Length, Cpu), enumerateCollection: true);
        }
    }

    private byte[] Content()
    {
        switch (ParameterSetName)
        {
            case Bytes:
                return Value;
            case nameof(Text):
                return Encoding.UTF8.GetBytes(Text);
            default:
                var bytes = new byte[UInt32.Length * sizeof(uint)];
                for (var i = 0; i < UInt32.Length; i++)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), UInt32[i]);
                }

                return bytes;
        }
    }
}
