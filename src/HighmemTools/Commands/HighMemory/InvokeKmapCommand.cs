using System.Management.Automation;
using Highmem.HighMemory;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls kmap: maps pages in slots, or lets the caller sleep until there is one.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Kmap")]
[OutputType(typeof(KmapResult))]
public sealed class InvokeKmapCommand : MachineCommandBase
{
    /// <summary>Page frames: numbers, or objects that have one. A block stands for its first page.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [FrameTransformation]
    [ArgumentCompleter(typeof(PageBlockCompleter))]
    public FrameReference[] Pfn { get; set; } = [];

    /// <summary>The task that calls. By default each page is mapped by a task of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KmapTaskCompleter))]
    public string? Task { get; set; }

    /// <summary>Where the kernel is when it calls.</summary>
    [Parameter]
    public KmapContext Context { get; set; } = KmapContext.Process;

    /// <summary>Calls kmap_nonblock, which gives up where kmap sleeps (2.4.21).</summary>
    [Parameter]
    public SwitchParameter NonBlocking { get; set; }

    /// <summary>The CPU it runs on.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CpuCompleter))]
    public int Cpu { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        foreach (var item in Pfn)
        {
            if (FindMachine(item, item.Owner) is { } machine && HasCpu(machine, Cpu) && HasFrame(machine, item.Pfn))
            {
                Map(machine, item.Pfn);
            }
        }
    }

    private void Map(I386Machine machine, int pfn)
    {
        var outcome = machine.Kmap(pfn, Task, Context, NonBlocking, Cpu);
        if (outcome.Result is null)
        {
            WriteError(Errors.KmapFailed(machine, pfn, Task, outcome));
        }
        else
        {
            Warn(outcome.KernelMessages);
            WriteObject(outcome.Result);
        }
    }
}
