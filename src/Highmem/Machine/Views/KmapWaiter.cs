using Highmem.Addressing;
using Highmem.HighMemory;

namespace Highmem.Machine.Views;

/// <summary>A task that sleeps in kmap, or was woken and has a result that nobody has received yet.</summary>
public sealed class KmapWaiter
{
    internal KmapWaiter(IMemorySource source, KmapTask task, int? wakeOrder)
    {
        Source = source;
        Task = task.Task;
        Pid = task.Pid;
        Pfn = task.Pfn;
        State = wakeOrder is null ? KmapState.Mapped : KmapState.Sleeping;
        WakeOrder = wakeOrder;
        VainWakeups = task.VainWakeups;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The task.</summary>
    public string Task { get; }

    /// <summary>Its number.</summary>
    public int Pid { get; }

    /// <summary>The page frame it wants mapped.</summary>
    public int Pfn { get; }

    /// <summary>The page's physical address.</summary>
    public PhysicalAddress PhysicalAddress => Addressing.PhysicalAddress.FromPfn(Pfn);

    /// <summary><c>Sleeping</c>, or <c>Mapped</c> if the result is there to be received.</summary>
    public KmapState State { get; }

    /// <summary>Its place in the wait queue, from 1: the last to fall asleep is woken first. Empty if it does not sleep.</summary>
    public int? WakeOrder { get; }

    /// <summary>How often it was woken and found all slots taken again.</summary>
    public int VainWakeups { get; }

    /// <summary>The machine, for commands that take the task.</summary>
    internal IMemorySource Source { get; }
}
