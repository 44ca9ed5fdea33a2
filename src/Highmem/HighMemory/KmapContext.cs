namespace Highmem.HighMemory;

/// <summary>In what context the kernel runs when it maps a page.</summary>
public enum KmapContext
{
    /// <summary>A process, which may sleep.</summary>
    Process,

    /// <summary>A process that has switched interrupts off (local_irq_save).</summary>
    InterruptsOff,

    /// <summary>A softirq, with interrupts on.</summary>
    SoftInterrupt,

    /// <summary>A hardware interrupt's handler, with interrupts off.</summary>
    Interrupt,
}
