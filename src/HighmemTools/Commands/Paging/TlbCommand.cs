using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>A command for the TLBs of a machine's CPUs.</summary>
public abstract class TlbCommand : MachineCommand
{
    /// <summary>The CPUs; by default all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CpuCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Cpu { get; set; }

    private protected sealed override void Run(I386Machine machine)
    {
        foreach (var cpu in Cpu ?? Enumerable.Range(0, machine.ProcessorCount))
        {
            if (HasCpu(machine, cpu))
            {
                Run(machine, cpu);
            }
        }
    }

    /// <summary>Does the work for one CPU.</summary>
    private protected abstract void Run(I386Machine machine, int cpu);
}
