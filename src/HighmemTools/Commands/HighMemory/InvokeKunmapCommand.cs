using System.Management.Automation;
using Highmem.HighMemory;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls kunmap. The last user of a slot wakes all tasks that sleep in kmap.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Kunmap", SupportsShouldProcess = true)]
[OutputType(typeof(PkmapEntry))]
public sealed class InvokeKunmapCommand : MachineCommandBase
{
    /// <summary>Page frames: numbers, or objects that have one, such as what Invoke-Kmap emitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [FrameTransformation]
    [ArgumentCompleter(typeof(KmappedFrameCompleter))]
    public FrameReference[] Pfn { get; set; } = [];

    /// <summary>Where the kernel is when it calls.</summary>
    [Parameter]
    public KmapContext Context { get; set; } = KmapContext.Process;

    /// <summary>Emits each page's slot as it is afterwards; nothing for a page of low memory.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        foreach (var item in Pfn)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && HasFrame(machine, item.Pfn)
                && ShouldProcess(FormattableString.Invariant($"{machine.Name}: pfn {item.Pfn}"), "kunmap")
            )
            {
                Unmap(machine, item.Pfn);
            }
        }
    }

    private void Unmap(I386Machine machine, int pfn)
    {
        var slot = PassThru ? machine.FindPkmapSlot(pfn) : null;
        var outcome = machine.Kunmap(pfn, Context);
        if (outcome.Failure != KmapFailure.None)
        {
            WriteError(Errors.KunmapFailed(machine, pfn, outcome));
            return;
        }

        foreach (var woken in outcome.Woken)
        {
            WriteVerbose(
                FormattableString.Invariant(
                    $"{machine.Name}: the task {woken.Task} was woken and has page frame {woken.Pfn} at {woken.Address} now."
                )
            );
        }

        if (slot is { } number)
        {
            WriteObject(machine.GetPkmapEntry(number));
        }
    }
}
