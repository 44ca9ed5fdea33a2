using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Gives page-table entries as their bytes stand: of one address from the top, or of all pages of a range.</summary>
[Cmdlet(VerbsCommon.Get, "PageTableEntry", DefaultParameterSetName = Ranges)]
[OutputType(typeof(PageTableEntry), typeof(PageTableRange), typeof(PageTableBit))]
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
    /// part of the address space, or with -Process the process's own. The last entry of each page is given, unless it is empty.
    /// </summary>
    [Parameter(ParameterSetName = Ranges, ValueFromPipeline = true)]
    [RangeTransformation]
    public RangeReference[]? Range { get; set; }

    /// <summary>Merges neighbours of equal rights, within each region of the address space.</summary>
    [Parameter(ParameterSetName = Ranges)]
    public SwitchParameter Coalesce { get; set; }

    /// <summary>Only entries that are present; without it also those that are not empty, such as swapped-out pages.</summary>
    [Parameter(ParameterSetName = Ranges)]
    public SwitchParameter Present { get; set; }

    /// <summary>Only entries with all of these bits set, such as RW or PCD.</summary>
    [Parameter(ParameterSetName = Ranges)]
    [ArgumentCompleter(typeof(EntryFlagCompleter))]
    public string[] Flag { get; set; } = [];

    /// <summary>Only entries with none of these bits set.</summary>
    [Parameter(ParameterSetName = Ranges)]
    [ArgumentCompleter(typeof(EntryFlagCompleter))]
    public string[] NotFlag { get; set; } = [];

    /// <summary>Explains each entry bit by bit.</summary>
    [Parameter(ParameterSetName = Ranges)]
    [Parameter(ParameterSetName = Addresses)]
    public SwitchParameter Explain { get; set; }

    /// <summary>The process whose page tables are read: its pid, its name or an object; without it the kernel's own.</summary>
    [Parameter]
    [ProcessTransformation]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    public ProcessReference? Process { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private protected override void Run()
    {
        if (Coalesce && Explain)
        {
            ThrowTerminatingError(Errors.RunsNotExplained());
        }

        if (ParameterSetName == Addresses)
        {
            foreach (var item in Address)
            {
                if (FindMachine(item, item.Owner ?? Process?.Owner) is { } machine)
                {
                    Write(machine, item);
                }
            }
        }
        else if (Range is null)
        {
            if ((Process is null ? FindMachine() : FindMachine(Process, Process.Owner)) is { } machine)
            {
                Write(machine, Process is null ? new RangeReference(machine) : new RangeReference(UserPart(machine)));
            }
        }
        else
        {
            foreach (var item in Range)
            {
                if (FindMachine(item, item.Owner ?? Process?.Owner) is { } machine)
                {
                    Write(machine, item);
                }
            }
        }
    }

    private static AddressRange UserPart(I386Machine machine) => new(VirtualAddress.Zero, machine.PageOffset);

    private void Write(I386Machine machine, AddressReference item)
    {
        if (Process is null)
        {
            WriteEntries(machine.GetPageTableEntries(item.Address));
        }
        else if (FindProcess(machine, Process) is { } process)
        {
            WriteEntries(machine.GetPageTableEntries(process.Pid, item.Address));
        }
    }

    private void Write(I386Machine machine, RangeReference item)
    {
        var known = machine.GetPageTableFlags();
        if (Flag.Concat(NotFlag).FirstOrDefault(f => !known.Contains(f, StringComparer.OrdinalIgnoreCase)) is { } wrong)
        {
            Fail(Errors.EntryFlagNotKnown(machine, wrong));
            return;
        }

        var filter = new PageTableFilter
        {
            PresentOnly = Present,
            With = Flag,
            Without = NotFlag,
        };
        if (Process is null)
        {
            Write(machine.GetPageTableRanges(item.Range, filter), machine.GetPageTableEntries(item.Range, filter));
        }
        else if (FindProcess(machine, Process) is { Pid: var pid })
        {
            Write(
                machine.GetPageTableRanges(pid, item.Range, filter),
                machine.GetPageTableEntries(pid, item.Range, filter)
            );
        }
    }

    // Neither is read before it is written out.
    private void Write(IEnumerable<PageTableRange> ranges, IEnumerable<PageTableEntry> entries)
    {
        if (Coalesce)
        {
            WriteRows(ranges);
        }
        else
        {
            WriteEntries(entries);
        }
    }

    private void WriteEntries(IEnumerable<PageTableEntry> entries)
    {
        if (Explain)
        {
            WriteRows(entries.SelectMany(entry => entry.Explain()));
        }
        else
        {
            WriteRows(entries);
        }
    }

    private void WriteRows<T>(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            if (Stopping)
            {
                return;
            }

            WriteObject(row);
        }
    }
}
