using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace HighmemTools.Commands;

/// <summary>Calls vmalloc. What the kernel answers with NULL is an error that does not stop the pipeline.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Vmalloc", DefaultParameterSetName = Items)]
[OutputType(typeof(VmArea))]
public sealed class InvokeVmallocCommand : ItemCommand
{
    /// <summary>Bytes to allocate, below 4 GB; the kernel adds a guard page.</summary>
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

    /// <summary>How many areas of each size. The first failure ends the row.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <summary>The kernel's function: where the pages come from, and whether they are cleared.</summary>
    [Parameter]
    public VmallocVariant Variant { get; set; }

    /// <summary>Who asks, for the list of areas.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public string Caller { get; set; } = "Invoke-Vmalloc";

    private protected override void Run()
    {
        if (FindMachine() is not { } machine)
        {
            return;
        }

        foreach (var size in Size)
        {
            if (size > uint.MaxValue)
            {
                Fail(Errors.VmallocSizeOutOfRange(size));
            }
            else
            {
                Allocate(machine, size);
            }
        }
    }

    private void Allocate(I386Machine machine, long size)
    {
        for (var i = 0; i < Count && !Stopping; i++)
        {
            var outcome = machine.Vmalloc(size, Caller, Variant);
            if (outcome.Area is null)
            {
                WriteError(Errors.VmallocFailed(machine, size, outcome));
                break;
            }

            WriteObject(outcome.Area);
            ShowProgress("vmalloc", "areas", i + 1, Count);
        }
    }
}
