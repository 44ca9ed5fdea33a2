namespace Highmem.Boot;

/// <summary>What a complaint about sleeping says of the task.</summary>
/// <param name="Task">Its name (comm).</param>
/// <param name="Pid">Its number.</param>
/// <param name="PreemptCount">preempt_count: from 1 for each kmap_atomic, 0x100 for a softirq, 0x10000 for an interrupt.</param>
/// <param name="InterruptsOff">Whether interrupts are switched off.</param>
internal sealed record TaskFacts(string Task, int Pid, int PreemptCount, bool InterruptsOff)
{
    /// <summary>The task that does what no other is named for.</summary>
    public const string DefaultTask = "insmod";
}
