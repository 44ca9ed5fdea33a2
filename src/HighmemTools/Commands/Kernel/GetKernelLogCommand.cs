using System.Management.Automation;
using Highmem.Boot;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>Gives the lines that the kernel has printed since it booted.</summary>
[Cmdlet(VerbsCommon.Get, "KernelLog")]
[OutputType(typeof(KernelLogEntry))]
public sealed class GetKernelLogCommand : MachineCommand
{
    /// <summary>Only the last lines: how many.</summary>
    [Parameter]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int Tail { get; set; } = int.MaxValue;

    private protected override void Run(I386Machine machine) =>
        WriteObject(machine.GetKernelLog().TakeLast(Tail), enumerateCollection: true);
}
