using System.Management.Automation;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Lets a CPU run a process, or a kernel thread, which borrows the address space that is there.</summary>
[Cmdlet(VerbsCommon.Switch, "UserProcess", DefaultParameterSetName = nameof(Process))]
[OutputType(typeof(UserProcess))]
public sealed class SwitchUserProcessCommand : ProcessCommand
{
    /// <summary>The process: its pid, its name or an object.</summary>
    [Parameter(
        ParameterSetName = nameof(Process),
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Alias("Pid")]
    [ProcessTransformation]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    public ProcessReference? Process { get; set; }

    /// <summary>A kernel thread, which has no address space of its own.</summary>
    [Parameter(ParameterSetName = nameof(KernelThread), Mandatory = true)]
    public SwitchParameter KernelThread { get; set; }

    /// <summary>The CPU.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CpuCompleter))]
    public int Cpu { get; set; }

    /// <summary>Emits the process as it is afterwards.</summary>
    [Parameter(ParameterSetName = nameof(Process))]
    public SwitchParameter PassThru { get; set; }

    private protected override void Run()
    {
        var machine = Process is null ? FindMachine() : FindMachine(Process, Process.Owner);
        if (machine is null || !HasCpu(machine, Cpu))
        {
            return;
        }

        if (Process is null)
        {
            machine.SwitchProcess(null, Cpu);
        }
        else if (FindProcess(machine, Process) is { } process)
        {
            machine.SwitchProcess(process.Pid, Cpu);
            if (PassThru)
            {
                WriteObject(machine.GetProcess(process.Pid));
            }
        }
    }
}
