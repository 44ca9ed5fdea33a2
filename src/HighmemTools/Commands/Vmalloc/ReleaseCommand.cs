using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>A command that takes areas back, each on the machine it belongs to.</summary>
public abstract class ReleaseCommand : ItemCommand
{
    /// <summary>The address, or the area.</summary>
    public abstract AddressReference[] Address { get; set; }

    /// <summary>Emits each area that was taken back.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The kernel's function.</summary>
    private protected abstract string Function { get; }

    private protected sealed override void Run()
    {
        foreach (var item in Address)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && ShouldProcess($"{machine.Name}: {item.Object ?? item}", Function)
            )
            {
                Release(machine, item);
            }
        }
    }

    /// <summary>Calls the function.</summary>
    private protected abstract VfreeOutcome Call(I386Machine machine, VirtualAddress address);

    /// <summary>Tells what went wrong.</summary>
    private protected abstract ErrorRecord Problem(I386Machine machine, VirtualAddress address, VfreeOutcome outcome);

    private void Release(I386Machine machine, AddressReference item)
    {
        var outcome = Call(machine, item.Address);
        if (!outcome.Succeeded)
        {
            WriteError(Problem(machine, item.Address, outcome));
        }
        else if (PassThru && outcome.Area is not null)
        {
            WriteObject(outcome.Area);
        }
    }
}
