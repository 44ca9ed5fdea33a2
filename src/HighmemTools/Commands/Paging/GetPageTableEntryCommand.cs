using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>Gives page-table entries as their bytes stand: of one address from the top, or of all pages of a range.</summary>
[Cmdlet(VerbsCommon.Get, "PageTableEntry", DefaultParameterSetName = Ranges)]
[OutputType(typeof(PageTableEntry), typeof(PageTableRange))]
public sealed class GetPageTableEntryCommand : MachineCommandBase
{
    private const string Ranges = nameof(Range);
    private const string Addresses = nameof(Address);

    /// <summary>An address; its entries are given from the page directory down, as far as the walk gets.</summary>
    [Parameter(ParameterSetName = Addresses, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AreaCompleter))]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>
    /// A range such as <c>0xc0000000-0xf8000000</c>, an area, a gap, a region or a machine; by default the kernel's
    /// part of the address space. Entries that map a page of it are given.
    /// </summary>
    [Parameter(ParameterSetName = Ranges, ValueFromPipeline = true)]
    [RangeTransformation]
    public RangeReference[]? Range { get; set; }

    /// <summary>Merges neighbours of equal rights.</summary>
    [Parameter(ParameterSetName = Ranges)]
    public SwitchParameter Coalesce { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        if (ParameterSetName != Ranges)
        {
            foreach (var item in Address)
            {
                Write(FindMachine(item, item.Owner)?.GetPageTableEntries(item.Address));
            }
        }
        else if (Range is null)
        {
            if (FindMachine() is { } machine)
            {
                Write(machine, new RangeReference(machine));
            }
        }
        else
        {
            foreach (var item in Range)
            {
                if (FindMachine(item, item.Owner) is { } machine)
                {
                    Write(machine, item);
                }
            }
        }
    }

    private void Write(I386Machine machine, RangeReference item) =>
        Write<object>(Coalesce ? machine.GetPageTableRanges(item.Range) : machine.GetPageTableEntries(item.Range));

    private void Write<T>(IEnumerable<T>? rows)
    {
        foreach (var row in rows ?? [])
        {
            if (Stopping)
            {
                return;
            }

            WriteObject(row);
        }
    }
}
