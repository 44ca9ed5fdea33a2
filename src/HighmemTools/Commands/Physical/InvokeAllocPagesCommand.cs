using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace HighmemTools.Commands;

/// <summary>Calls alloc_pages. What the kernel answers with NULL is an error that does not stop the pipeline.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AllocPages", DefaultParameterSetName = Items)]
[OutputType(typeof(PageBlock))]
public sealed class InvokeAllocPagesCommand : ItemCommand
{
    /// <summary>log2 of the number of pages: 0 is a page, 10 is 4 MB.</summary>
    [Parameter(
        ParameterSetName = Items,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Position = 0)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    public int[] Order { get; set; } = [0];

    /// <summary>Allocation flags: names such as <c>GFP_KERNEL</c> or <c>__GFP_DMA</c>, several of them, or a number.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [GfpTransformation]
    [ArgumentCompleter(typeof(GfpCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Gfp { get; set; } = ["GFP_KERNEL"];

    /// <summary>How many blocks of each order. The first failure ends the row.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <summary>Who asks, for the list of page frames.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public string Caller { get; set; } = "Invoke-AllocPages";

    private protected override void Run()
    {
        if (FindMachine() is not { } machine || FindFlags(machine, Gfp) is not { } flags)
        {
            return;
        }

        foreach (var order in Order)
        {
            if (order < 0)
            {
                Fail(Errors.OrderOutOfRange(machine, order));
            }
            else
            {
                Allocate(machine, flags, order);
            }
        }
    }

    private void Allocate(I386Machine machine, GfpFlags flags, int order)
    {
        for (var i = 0; i < Count && !Stopping; i++)
        {
            var outcome = machine.AllocPages(flags, order, Caller);
            if (outcome.Block is null)
            {
                WriteError(Errors.AllocPagesFailed(machine, flags, order, outcome));
                break;
            }

            WriteObject(outcome.Block);
            ShowProgress("alloc_pages", "blocks", i + 1, Count);
        }
    }
}
