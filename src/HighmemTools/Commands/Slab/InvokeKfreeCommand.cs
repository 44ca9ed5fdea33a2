using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls kfree. An object is freed on the machine it belongs to.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Kfree", DefaultParameterSetName = Items, SupportsShouldProcess = true)]
[OutputType(typeof(KmallocObject))]
public sealed class InvokeKfreeCommand : ItemCommand
{
    /// <summary>The address that kmalloc returned, or the object.</summary>
    [Parameter(
        ParameterSetName = Items,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Mandatory = true, Position = 0)]
    [AddressTransformation]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>Emits each object that was freed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Run()
    {
        foreach (var item in Address)
        {
            if (FindMachine(item, item.Owner) is { } machine && ShouldProcess($"{machine.Name}: {item}", "kfree"))
            {
                Free(machine, item);
            }
        }
    }

    private void Free(I386Machine machine, AddressReference item)
    {
        var outcome = machine.Kfree(item.Address);
        if (!outcome.IsLegal)
        {
            WriteError(Errors.KfreeFailed(machine, item.Address, outcome));
        }
        else if (PassThru && outcome.Object is not null)
        {
            WriteObject(outcome.Object);
        }
    }
}
