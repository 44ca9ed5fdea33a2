using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>Gives the stretches from high_memory to VMALLOC_END that hold no memory, in address order.</summary>
[Cmdlet(VerbsCommon.Get, "VmGap")]
[OutputType(typeof(VmGap))]
public sealed class GetVmGapCommand : MachineCommand
{
    /// <summary>Also the guard page at the end of each area.</summary>
    [Parameter]
    public SwitchParameter IncludeGuardPage { get; set; }

    /// <summary>Also areas that were freed lazily and wait for the purge.</summary>
    [Parameter]
    public SwitchParameter IncludeLazy { get; set; }

    /// <summary>Only gaps of at least so many bytes.</summary>
    [Parameter]
    [SizeTransformation]
    public ByteSize MinimumSize { get; set; }

    private protected override void Run(I386Machine machine) =>
        WriteObject(machine.GetVmGaps().Where(IsWanted), enumerateCollection: true);

    private bool IsWanted(VmGap gap) =>
        gap.Size >= MinimumSize
        && (gap.Kind != VmGapKind.GuardPage || IncludeGuardPage)
        && (gap.Kind != VmGapKind.Lazy || IncludeLazy);
}
