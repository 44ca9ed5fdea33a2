using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.VmallocInfo;

namespace HighmemTools.Commands;

/// <summary>Gives vmalloc space in numbers: total, used, free, the largest chunk, fragmentation.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Vmalloc", DefaultParameterSetName = nameof(Machine))]
[OutputType(typeof(VmallocSummary), ParameterSetName = [nameof(Machine)])]
[OutputType(typeof(VmallocInfoSummary), ParameterSetName = [Dumps])]
public sealed class MeasureVmallocCommand : AreaListCommand
{
    private protected override void Run(I386Machine machine) => WriteObject(machine.MeasureVmalloc());

    private protected override void Run(VmallocDump dump, IReadOnlyList<VmallocInfoArea> areas) =>
        WriteObject(dump.Measure(areas));
}
