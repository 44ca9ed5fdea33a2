namespace Highmem.HighMemory;

/// <summary>A task in kmap that sleeps until a slot is free, or has its slot and has not been told yet.</summary>
internal sealed class KmapTask(string task, int pid, int pfn)
{
    public string Task => task;

    public int Pid => pid;

    /// <summary>The page it wants mapped.</summary>
    public int Pfn => pfn;

    /// <summary>How often it was woken and found no slot.</summary>
    public int VainWakeups { get; set; }

    /// <summary>Its slot; -1 while it sleeps.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>pkmap_count of the slot when it got it.</summary>
    public int Count { get; set; }
}
