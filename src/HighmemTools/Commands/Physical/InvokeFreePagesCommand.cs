using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Calls free_pages. A block is freed on the machine it belongs to.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FreePages", DefaultParameterSetName = nameof(Pfn), SupportsShouldProcess = true)]
[OutputType(typeof(PageFrame))]
public sealed class InvokeFreePagesCommand : MachineCommandBase
{
    /// <summary>The first page frame of the block, or the block.</summary>
    [Parameter(
        ParameterSetName = nameof(Pfn),
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [FrameTransformation]
    [ArgumentCompleter(typeof(PageBlockCompleter))]
    public FrameReference[] Pfn { get; set; } = [];

    /// <summary>The address where the direct map shows the block.</summary>
    [Parameter(ParameterSetName = nameof(Address), Mandatory = true)]
    [AddressTransformation]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>The order it was allocated with; by default that of the block, and 0 for a bare number or address.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OrderCompleter))]
    public int? Order { get; set; }

    /// <summary>Emits the first page frame of each block as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        foreach (var item in Pfn)
        {
            if (FindMachine(item, item.Owner) is { } machine)
            {
                Free(machine, item.Pfn, Order ?? item.Order ?? 0);
            }
        }

        foreach (var item in Address)
        {
            if (FindMachine(item, item.Owner) is { } machine && FindFrame(machine, item) is { } pfn)
            {
                Free(machine, pfn, Order ?? 0);
            }
        }
    }

    private int? FindFrame(I386Machine machine, AddressReference item)
    {
        try
        {
            return machine.VirtToPhys(item.Address).Pfn;
        }
        catch (AddressConversionException problem)
        {
            WriteError(Errors.AddressNotConvertible(problem, item));
            return null;
        }
    }

    private void Free(I386Machine machine, int pfn, int order)
    {
        if (order < 0)
        {
            Fail(Errors.OrderOutOfRange(machine, order));
            return;
        }

        if (!ShouldProcess(FormattableString.Invariant($"{machine.Name}: pfn {pfn} order {order}"), "free_pages"))
        {
            return;
        }

        var outcome = machine.FreePages(pfn, order);
        if (outcome.Result != FreePagesResult.Freed)
        {
            WriteError(Errors.FreePagesFailed(machine, pfn, order, outcome));
        }
        else if (PassThru)
        {
            WriteObject(machine.GetPageFrame(pfn));
        }
    }
}
