using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Gets the slots of kmap: counts, page-table entries, and whether TLBs hold them.</summary>
[Cmdlet(VerbsCommon.Get, "PkmapEntry")]
[OutputType(typeof(PkmapEntry))]
public sealed class GetPkmapEntryCommand : MachineCommand
{
    /// <summary>Only these slots.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Slot { get; set; }

    /// <summary>Only slots in these states.</summary>
    [Parameter]
    public PkmapState[]? State { get; set; }

    private protected override void Run(I386Machine machine)
    {
        if (machine.PkmapSlots == 0)
        {
            Fail(Errors.HighmemNotConfigured(machine));
            return;
        }

        foreach (var slot in Slot ?? [])
        {
            if (slot >= machine.PkmapSlots)
            {
                WriteError(Errors.PkmapSlotNotFound(machine, slot));
            }
        }

        WriteObject(
            machine.GetPkmapEntries().Where(e => Slot?.Contains(e.Slot) != false && State?.Contains(e.State) != false),
            enumerateCollection: true
        );
    }
}
