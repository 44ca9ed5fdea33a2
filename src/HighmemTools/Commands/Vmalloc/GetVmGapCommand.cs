using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.VmallocInfo;

namespace HighmemTools.Commands;

/// <summary>Gives the stretches from high_memory to VMALLOC_END that hold no memory, in address order.</summary>
[Cmdlet(VerbsCommon.Get, "VmGap", DefaultParameterSetName = nameof(Machine))]
[OutputType(typeof(VmGap), ParameterSetName = [nameof(Machine)])]
[OutputType(typeof(VmallocInfoGap), ParameterSetName = [Dumps])]
public sealed class GetVmGapCommand : AreaListCommand
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
        WriteObject(machine.GetVmGaps().Where(g => IsWanted(g.Size, g.Kind)), enumerateCollection: true);

    private protected override void Run(VmallocDump dump, IReadOnlyList<VmallocInfoArea> areas) =>
        WriteObject(dump.GetGaps(areas).Where(g => IsWanted(g.Size, g.Kind)), enumerateCollection: true);

    private bool IsWanted(long size, VmGapKind kind) =>
        size >= MinimumSize
        && (kind != VmGapKind.GuardPage || IncludeGuardPage)
        && (kind != VmGapKind.Lazy || IncludeLazy);
}
