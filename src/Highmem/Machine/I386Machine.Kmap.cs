using Highmem.Addressing;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Machine.Views;

namespace Highmem.Machine;

// kmap, kunmap and the tasks that sleep in kmap.
public sealed partial class I386Machine
{
    private const int FirstPid = 1000;
    private const int SoftInterruptCount = 0x100;
    private const int InterruptCount = 0x10000;
    private readonly Dictionary<string, int> pids = new(StringComparer.OrdinalIgnoreCase);
    private int sleepersNamed;

    /// <summary>LAST_PKMAP: kmap's slots; 0 without HIGHMEM.</summary>
    public int PkmapSlots => parts.Kmap?.Slots ?? 0;

    /// <summary>last_pkmap_nr: the slot of kmap that was looked at last.</summary>
    public int LastPkmapNr => parts.Kmap?.LastSlot ?? 0;

    /// <summary>Tasks that sleep in kmap.</summary>
    public int KmapSleepers => parts.KmapWaiters?.Sleepers.Count ?? 0;

    /// <summary>Cost so far: slots of kmap looked at in searches.</summary>
    public long PkmapSlotsScanned => parts.Costs.PkmapSlotsScanned;

    /// <summary>Cost so far: passes over all slots of kmap that release those without users.</summary>
    public long PkmapFlushes => parts.Costs.PkmapFlushes;

    /// <summary>Cost so far: times that a task fell asleep in kmap.</summary>
    public long KmapSleeps => parts.Costs.KmapSleeps;

    /// <summary>kmap: maps a page, or lets the task sleep until there is a slot.</summary>
    /// <param name="pfn">The page frame; the kernel does not ask what it is used for.</param>
    /// <param name="task">The task that calls; null for one of its own, which gets a name if it must sleep.</param>
    /// <param name="context">Where the kernel is when it calls.</param>
    /// <param name="nonblocking">kmap_nonblock: NULL instead of sleep.</param>
    /// <param name="cpu">The CPU it runs on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such page frame or CPU.</exception>
    public KmapOutcome Kmap(
        int pfn,
        string? task = null,
        KmapContext context = KmapContext.Process,
        bool nonblocking = false,
        int cpu = 0
    )
    {
        lock (gate)
        {
            CheckFrame(pfn);
            var preemptCount = PreemptCount(MmuOf(cpu).Cpu, context);
            if (nonblocking && !Profile.Kmap.HasNonblocking)
            {
                return new(null, KmapFailure.NoNonblockingKmap, []);
            }

            if (task is not null && parts.KmapWaiters is { } queue && queue.IsAsleep(task))
            {
                return new(null, KmapFailure.TaskSleeps, []);
            }

            var logged = parts.Log.Count;
            try
            {
                ComplainOfSleep(context, preemptCount, task);
                var result = Kmap(pfn, task, nonblocking, preemptCount, context);
                return new(result, result is null ? KmapFailure.NoSlot : KmapFailure.None, MessagesSince(logged));
            }
            catch (KmapBugException problem)
            {
                PrintBug(problem.Bug);
                return new(null, KmapFailure.Bug, MessagesSince(logged));
            }
        }
    }

    /// <summary>
    /// kunmap. The mapping stays until the slot is needed. If the slot has lost its last user, all tasks that sleep in
    /// kmap are woken and try again.
    /// </summary>
    /// <param name="pfn">The page frame.</param>
    /// <param name="context">Where the kernel is when it calls.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such page frame.</exception>
    public KunmapOutcome Kunmap(int pfn, KmapContext context = KmapContext.Process)
    {
        lock (gate)
        {
            CheckFrame(pfn);
            if (parts.Kmap is not { } kmap || parts.KmapWaiters is not { } queue)
            {
                return new(KmapFailure.None, [], []);
            }

            var logged = parts.Log.Count;
            try
            {
                if (IsInterrupt(context))
                {
                    throw new KmapBugException(KmapBug.KunmapInInterrupt);
                }

                var isReleased = IsHighmem(pfn) && kmap.Unmap(pfn);
                var woken = isReleased ? queue.WakeAll() : [];
                return new(KmapFailure.None, [.. woken.Select(Result)], MessagesSince(logged));
            }
            catch (KmapBugException problem)
            {
                PrintBug(problem.Bug);
                return new(KmapFailure.Bug, [], MessagesSince(logged));
            }
        }
    }

    /// <summary>What kmap returned to tasks that had to sleep; each result is given once.</summary>
    /// <param name="task">The task; null for all that have a result.</param>
    public IReadOnlyList<KmapResult> ReceiveKmapResults(string? task = null)
    {
        lock (gate)
        {
            if (parts.KmapWaiters is not { } queue)
            {
                return [];
            }

            var taken = queue
                .Ready.Where(w => task is null || w.Task.Equals(task, StringComparison.OrdinalIgnoreCase))
                .ToList();
            taken.ForEach(queue.Take);
            return [.. taken.Select(Result)];
        }
    }

    private static bool IsInterrupt(KmapContext context) =>
        context is KmapContext.Interrupt or KmapContext.SoftInterrupt;

    private static bool AreInterruptsOff(KmapContext context) =>
        context is KmapContext.Interrupt or KmapContext.InterruptsOff;

    // What runs in the process is counted in the lowest byte.
    private int PreemptCount(int cpu, KmapContext context) =>
        parts.AtomicKmap.Depth(cpu)
        + context switch
        {
            KmapContext.SoftInterrupt => SoftInterruptCount,
            KmapContext.Interrupt => InterruptCount,
            _ => 0,
        };

    private KmapResult? Kmap(int pfn, string? task, bool nonblocking, int preemptCount, KmapContext context)
    {
        if (!IsHighmem(pfn) || parts.Kmap is not { } kmap || parts.KmapWaiters is not { } queue)
        {
            return new(this, task ?? TaskFacts.DefaultTask, pfn, KmapState.Direct)
            {
                Address = PageOffset + ((long)pfn << PageSize.Shift),
            };
        }

        var slot = kmap.Map(pfn);
        if (slot >= 0)
        {
            return Mapped(task ?? TaskFacts.DefaultTask, pfn, slot, kmap.Count(slot));
        }

        if (nonblocking)
        {
            return null;
        }

        var name = task ?? NextSleeper(queue);
        if (preemptCount != 0)
        {
            var facts = new TaskFacts(name, PidOf(name), preemptCount, AreInterruptsOff(context));
            parts.Log.Print(Profile.Texts.SchedulingWhileAtomic(facts));
        }

        queue.Sleep(new KmapTask(name, PidOf(name), pfn));
        return new(this, name, pfn, KmapState.Sleeping);
    }

    private KmapResult Mapped(string task, int pfn, int slot, int count) =>
        new(this, task, pfn, KmapState.Mapped)
        {
            Slot = slot,
            Address = parts.Kmap!.AddressOf(slot),
            Count = count,
        };

    private KmapResult Result(KmapTask waiter) => Mapped(waiter.Task, waiter.Pfn, waiter.Slot, waiter.Count);

    // 2.4.21 stops where 2.6 complains, if its sleep debugging is configured, and goes on.
    private void ComplainOfSleep(KmapContext context, int preemptCount, string? task)
    {
        if (Profile.Kmap.StopsInInterrupt)
        {
            if (IsInterrupt(context) && Layout.Config.HasHighmem)
            {
                throw new KmapBugException(KmapBug.KmapInInterrupt);
            }
        }
        else if (preemptCount != 0 || AreInterruptsOff(context))
        {
            var name = task ?? TaskFacts.DefaultTask;
            var facts = new TaskFacts(name, PidOf(name), preemptCount, AreInterruptsOff(context));
            parts.Log.Print(Profile.Texts.KmapMightSleep(facts, Layout.Config.HasHighmem));
        }
    }

    private string NextSleeper(KmapWaitQueue queue)
    {
        string name;
        do
        {
            name = FormattableString.Invariant($"kmap-{++sleepersNamed}");
        } while (queue.IsAsleep(name));

        return name;
    }

    // A process has its own; what is no process gets one when it is first spoken of.
    private int PidOf(string task)
    {
        var process = parts.Processes.All.FirstOrDefault(p => p.Name.Equals(task, StringComparison.OrdinalIgnoreCase));
        if (process is not null)
        {
            return process.Pid;
        }

        if (!pids.TryGetValue(task, out var pid))
        {
            pids.Add(task, pid = FirstPid + pids.Count);
        }

        return pid;
    }

    private bool IsHighmem(int pfn) => pfn >= Layout.MaxLowPfn;

    private void CheckFrame(int pfn)
    {
        if (pfn < 0 || pfn >= parts.Frames.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(pfn),
                pfn,
                FormattableString.Invariant($"mem_map holds page frames 0 to {parts.Frames.Count - 1}.")
            );
        }
    }

    private void PrintBug(KmapBug bug) => parts.Log.Print(Profile.Texts.KmapBug(bug, ++parts.Costs.Oopses));
}
