using System.Management.Automation;
using Highmem.Machine;
using Highmem.Vmalloc;

namespace HighmemTools.Commands;

/// <summary>Calls vfree. An area is freed on the machine it belongs to.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Vfree", DefaultParameterSetName = Items, SupportsShouldProcess = true)]
[OutputType(typeof(VmArea))]
public sealed class InvokeVfreeCommand : ItemCommand
{
    /// <summary>The address that vmalloc returned, or the area.</summary>
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

    /// <summary>Emits each area that was freed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Run()
    {
        foreach (var item in Address)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && ShouldProcess($"{machine.Name}: {(object?)item.Area ?? item}", "vfree")
            )
            {
                Free(machine, item);
            }
        }
    }

    private void Free(I386Machine machine, AddressReference item)
    {
        var outcome = machine.Vfree(item.Address);
        if (outcome.Result is VfreeResult.BadAddress or VfreeResult.NoSuchArea)
        {
            WriteError(Errors.VfreeFailed(machine, item.Address, outcome));
        }
        else if (PassThru && outcome.Area is not null)
        {
            WriteObject(outcome.Area);
        }
    }
}
