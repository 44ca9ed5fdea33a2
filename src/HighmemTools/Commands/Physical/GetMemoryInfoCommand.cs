using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.Proc;

namespace HighmemTools.Commands;

/// <summary>Gives the figures of /proc/meminfo.</summary>
[Cmdlet(VerbsCommon.Get, "MemoryInfo")]
[OutputType(typeof(MemoryInfo), typeof(string))]
public sealed class GetMemoryInfoCommand : MachineCommand
{
    /// <summary>The file itself, as the machine's kernel prints it.</summary>
    [Parameter]
    public SwitchParameter AsText { get; set; }

    private protected override void Run(I386Machine machine) =>
        WriteObject(AsText ? MemInfoText.Lines(machine) : machine.GetMemoryInfo(), enumerateCollection: true);
}
