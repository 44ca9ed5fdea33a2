using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Audit;

namespace HighmemTools.Commands;

/// <summary>Derives every count, link and mapping of a machine anew, and tells where its books say otherwise.</summary>
[Cmdlet(VerbsDiagnostic.Test, "I386Machine")]
[OutputType(typeof(AuditFinding), typeof(bool))]
public sealed class TestI386MachineCommand : MachineCommand
{
    /// <summary>Only whether the machine is sound.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Run(I386Machine machine)
    {
        var findings = machine.Audit();
        if (Quiet)
        {
            WriteObject(findings.Count == 0);
        }
        else
        {
            WriteObject(findings, enumerateCollection: true);
        }
    }
}
