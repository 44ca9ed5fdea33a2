using Highmem.Physical;

namespace Highmem.HighMemory;

/// <summary>
/// The tasks that sleep in kmap (pkmap_map_wait). A task joins at the head of the queue. When a slot loses its last user
/// all are woken, from the head on; each tries again, and joins the queue again if there is no slot left for it. They are
/// taken to run in that order: the scheduler is not emulated.
/// </summary>
internal sealed class KmapWaitQueue(PersistentKmap kmap, CostCounters costs)
{
    private readonly LinkedList<KmapTask> sleepers = [];
    private readonly List<KmapTask> ready = [];
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The sleeping tasks, in the order in which they would be woken.</summary>
    public IReadOnlyCollection<KmapTask> Sleepers => sleepers;

    /// <summary>The tasks that have their slot, in the order in which they got it.</summary>
    public IReadOnlyList<KmapTask> Ready => ready;

    /// <summary>Whether a task of this name sleeps.</summary>
    public bool IsAsleep(string task) => names.Contains(task);

    /// <summary>A task goes to sleep.</summary>
    public void Sleep(KmapTask waiter)
    {
        costs.KmapSleeps++;
        names.Add(waiter.Task);
        sleepers.AddFirst(waiter);
    }

    /// <summary>Wakes all: each tries again. Those that have a slot now are given back, and kept until they are taken.</summary>
    public IReadOnlyList<KmapTask> WakeAll()
    {
        var mapped = new List<KmapTask>();
        foreach (var waiter in sleepers.ToList())
        {
            waiter.Slot = kmap.Map(waiter.Pfn);
            sleepers.Remove(waiter);
            names.Remove(waiter.Task);
            if (waiter.Slot < 0)
            {
                waiter.VainWakeups++;
                Sleep(waiter);
            }
            else
            {
                waiter.Count = kmap.Count(waiter.Slot);
                mapped.Add(waiter);
                ready.Add(waiter);
            }
        }

        return mapped;
    }

    /// <summary>Takes a result out.</summary>
    public void Take(KmapTask waiter) => ready.Remove(waiter);
}
