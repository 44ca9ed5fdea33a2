using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls kunmap_atomic. What it does depends on the kernel.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KunmapAtomic", SupportsShouldProcess = true)]
[OutputType(typeof(AtomicKmapSlot))]
public sealed class InvokeKunmapAtomicCommand : MachineCommandBase
{
    /// <summary>The address that kmap_atomic returned, or the object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AddressTransformation]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>The slot's type, by name or number.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KmapTypeCompleter))]
    public string Type { get; set; } = "KM_USER0";

    /// <summary>The CPU that calls.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CpuCompleter))]
    public int Cpu { get; set; }

    /// <summary>Emits the slot as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        foreach (var item in Address)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && HasCpu(machine, Cpu)
                && FindKmapType(machine, Type) is { } type
                && ShouldProcess(FormattableString.Invariant($"{machine.Name}: {item} on CPU {Cpu}"), "kunmap_atomic")
            )
            {
                Unmap(machine, item, type);
            }
        }
    }

    private void Unmap(I386Machine machine, AddressReference item, int type)
    {
        var outcome = machine.KunmapAtomic(item.Address, type, Cpu);
        if (outcome.IsBug)
        {
            WriteError(Errors.KunmapAtomicFailed(machine, item.Address, outcome));
        }
        else if (PassThru)
        {
            WriteObject(
                machine.GetAtomicKmaps().Where(slot => slot.Cpu == Cpu && slot.TypeNumber == type),
                enumerateCollection: true
            );
        }
    }
}
