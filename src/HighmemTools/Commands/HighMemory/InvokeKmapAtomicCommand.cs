using System.Management.Automation;
using Highmem.HighMemory;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls kmap_atomic: maps a page in a CPU's own slot.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KmapAtomic")]
[OutputType(typeof(AtomicKmapResult))]
public sealed class InvokeKmapAtomicCommand : MachineCommandBase
{
    /// <summary>Page frames: numbers, or objects that have one. A block stands for its first page.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [FrameTransformation]
    [ArgumentCompleter(typeof(PageBlockCompleter))]
    public FrameReference[] Pfn { get; set; } = [];

    /// <summary>The slot's type: a name such as <c>KM_USER0</c>, also without <c>KM_</c>, or its number.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KmapTypeCompleter))]
    public string Type { get; set; } = "KM_USER0";

    /// <summary>The CPU whose slot is used.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CpuCompleter))]
    public int Cpu { get; set; }

    /// <summary>Where the kernel is when it calls.</summary>
    [Parameter]
    public KmapContext Context { get; set; } = KmapContext.Process;

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        foreach (var item in Pfn)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && HasCpu(machine, Cpu)
                && HasFrame(machine, item.Pfn)
                && FindKmapType(machine, Type) is { } type
            )
            {
                Map(machine, item.Pfn, type);
            }
        }
    }

    private void Map(I386Machine machine, int pfn, int type)
    {
        var outcome = machine.KmapAtomic(pfn, type, Cpu, Context);
        if (outcome.Result is null)
        {
            WriteError(Errors.KmapAtomicFailed(machine, pfn, outcome));
        }
        else
        {
            Warn(outcome.KernelMessages);
            WriteObject(outcome.Result);
        }
    }
}
