using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>Removes a machine from the session. The machine that was booted before it is then the current one.</summary>
[Cmdlet(VerbsCommon.Remove, "I386Machine", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveI386MachineCommand : MachineCommand
{
    private protected override void Run(I386Machine machine)
    {
        if (!MachineSession.Mine.Machines.Contains(machine))
        {
            WriteError(Errors.MachineNotFound(machine.Name));
        }
        else if (ShouldProcess(machine.Name, "Remove the machine and all that is in its memory"))
        {
            MachineSession.Mine.Remove(machine);
        }
    }
}
