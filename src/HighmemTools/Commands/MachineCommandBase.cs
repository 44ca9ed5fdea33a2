using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Reports;

namespace HighmemTools.Commands;

/// <summary>A command that works on a machine: the one that is named, else the session's current one.</summary>
public abstract class MachineCommandBase : HighmemCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private bool isNamedByUser;

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    public abstract MachineReference? Machine { get; set; }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() =>
        isNamedByUser = MyInvocation.BoundParameters.ContainsKey(nameof(Machine));

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Run);

    /// <inheritdoc/>
    protected override void EndProcessing() => Guard(Finish);

    private void Guard(Action work)
    {
        // Only what the library throws is caught: a pipeline that stops goes through.
        try
        {
            work();
        }
        catch (NotInKernelException problem)
        {
            Fail(Errors.NotInKernel(problem));
        }
        catch (ReportException problem) when (FindMachine() is { } machine)
        {
            Fail(Errors.ReportNotAvailable(problem, machine));
        }
        catch (PageFaultException fault)
        {
            WriteError(Errors.PageFault(fault));
        }
    }

    /// <summary>Does the work for one record.</summary>
    private protected abstract void Run();

    /// <summary>Does what is left when all records have come.</summary>
    private protected virtual void Finish() { }

    /// <summary>The machine to use; null if there is none, which has been reported.</summary>
    private protected I386Machine? FindMachine()
    {
        var machine = Machine is null ? MachineSession.Mine.Current : Machine.Find();
        if (machine is null)
        {
            Fail(Machine is null ? Errors.NoCurrentMachine() : Errors.MachineNotFound(Machine.Name));
        }

        return machine;
    }

    /// <summary>Allocation flags by the names of a machine's kernel; null where it has no such flag, which has been reported.</summary>
    private protected GfpFlags? FindFlags(I386Machine machine, IEnumerable<string> names)
    {
        var text = string.Join('|', names);
        try
        {
            return machine.Profile.Physical.Gfp.Parse(text);
        }
        catch (FormatException problem)
        {
            Fail(Errors.GfpNotKnown(problem, text));
            return null;
        }
    }

    /// <summary>Whether a machine has a CPU; if not, that has been reported.</summary>
    private protected bool HasCpu(I386Machine machine, int cpu)
    {
        var isThere = cpu >= 0 && cpu < machine.ProcessorCount;
        if (!isThere)
        {
            Fail(Errors.CpuNotFound(machine, cpu));
        }

        return isThere;
    }

    /// <summary>Whether a machine has a page frame; if not, that has been reported.</summary>
    private protected bool HasFrame(I386Machine machine, int pfn)
    {
        var isThere = pfn < machine.MaxPfn;
        if (!isThere)
        {
            Fail(Errors.PageFrameNotFound(machine, pfn));
        }

        return isThere;
    }

    /// <summary>The number of a kmap_atomic type by its name or number; null if there is none, which has been reported.</summary>
    private protected int? FindKmapType(I386Machine machine, string name)
    {
        var rules = machine.Profile.Kmap;
        var type = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : rules.AtomicSlots.TypeOf(name);
        if (type >= 0 && type < rules.AtomicSlots.Types.Count)
        {
            return type;
        }

        Fail(Errors.KmapTypeNotFound(machine, name));
        return null;
    }

    /// <summary>Shows what the kernel printed beside what it did.</summary>
    private protected void Warn(IReadOnlyList<string> kernelMessages)
    {
        if (kernelMessages.Count > 0)
        {
            WriteWarning(Errors.KernelText(kernelMessages));
        }
    }

    /// <summary>The process that is meant; null if there is none or more than one, which has been reported.</summary>
    private protected UserProcess? FindProcess(I386Machine machine, ProcessReference item)
    {
        var found = item.FindAll(machine);
        if (found.Count != 1)
        {
            WriteError(
                found.Count == 0
                    ? Errors.UserProcessNotFound(machine, item)
                    : Errors.UserProcessAmbiguous(machine, item, found)
            );
        }

        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>
    /// The machine to use for an object that may know its own: an area is freed where it lives, whatever the name
    /// beside it, unless the user names another machine.
    /// </summary>
    private protected I386Machine? FindMachine(object item, I386Machine? owner)
    {
        if (owner is null || !isNamedByUser)
        {
            return owner ?? FindMachine();
        }

        var given = FindMachine();
        if (given is not null && given != owner)
        {
            WriteError(Errors.MachineMismatch(item, owner.Name, given.Name));
            return null;
        }

        return given;
    }

    /// <summary>Shows how far a long row is, now and then.</summary>
    /// <param name="activity">What is done.</param>
    /// <param name="items">What there are many of.</param>
    /// <param name="done">How many are done.</param>
    /// <param name="count">How many there will be.</param>
    private protected void ShowProgress(string activity, string items, int done, int count)
    {
        if (count > 1 && (done & 0xff) == 0 && clock.Elapsed > Patience)
        {
            WriteProgress(
                new ProgressRecord(
                    0,
                    activity,
                    string.Create(CultureInfo.InvariantCulture, $"{done} of {count} {items}")
                )
                {
                    PercentComplete = (int)(100L * done / count),
                }
            );
        }
    }
}
