using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>Gives vmalloc space in numbers: total, used, free, the largest chunk, fragmentation.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Vmalloc")]
[OutputType(typeof(VmallocSummary))]
public sealed class MeasureVmallocCommand : MachineCommand
{
    private protected override void Run(I386Machine machine) => WriteObject(machine.MeasureVmalloc());
}
