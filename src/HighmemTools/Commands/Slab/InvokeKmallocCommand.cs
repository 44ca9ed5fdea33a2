using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace HighmemTools.Commands;

/// <summary>Calls kmalloc. What the kernel answers with NULL is an error that does not stop the pipeline.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Kmalloc", DefaultParameterSetName = Items)]
[OutputType(typeof(KmallocObject))]
public sealed class InvokeKmallocCommand : ItemCommand
{
    /// <summary>Bytes to allocate.</summary>
    [Parameter(
        ParameterSetName = Items,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Mandatory = true, Position = 0)]
    [SizeTransformation]
    public ByteSize[] Size { get; set; } = [];

    /// <summary>Allocation flags: names such as <c>GFP_KERNEL</c> or <c>GFP_DMA</c>, several of them, or a number.</summary>
    [Parameter(Position = 1)]
    [GfpTransformation]
    [ArgumentCompleter(typeof(GfpCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Gfp { get; set; } = ["GFP_KERNEL"];

    /// <summary>How many objects of each size. The first failure ends the row.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    private protected override void Run()
    {
        if (FindMachine() is not { } machine || FindFlags(machine, Gfp) is not { } flags)
        {
            return;
        }

        foreach (var size in Size)
        {
            if (size > uint.MaxValue)
            {
                Fail(Errors.KmallocSizeOutOfRange(size));
            }
            else
            {
                Allocate(machine, size, flags);
            }
        }
    }

    private void Allocate(I386Machine machine, long size, GfpFlags flags)
    {
        for (var i = 0; i < Count && !Stopping; i++)
        {
            var outcome = machine.Kmalloc(size, flags);
            if (outcome.Object is null)
            {
                WriteError(Errors.KmallocFailed(machine, size, outcome));
                break;
            }

            WriteObject(outcome.Object);
            ShowProgress("kmalloc", "objects", i + 1, Count);
        }
    }
}
