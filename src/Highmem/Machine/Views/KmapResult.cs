using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>What kmap returned to a task, or that the task sleeps in it.</summary>
public sealed class KmapResult
{
    internal KmapResult(IMemorySource source, string task, int pfn, KmapState state)
    {
        Source = source;
        Task = task;
        Pfn = pfn;
        State = state;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The task that called kmap.</summary>
    public string Task { get; }

    /// <summary>The page frame.</summary>
    public int Pfn { get; }

    /// <summary>Its physical address.</summary>
    public PhysicalAddress PhysicalAddress => Addressing.PhysicalAddress.FromPfn(Pfn);

    /// <summary>Where the page is mapped; empty while the task sleeps.</summary>
    public VirtualAddress? Address { get; init; }

    /// <summary>The slot; empty for a page of low memory and while the task sleeps.</summary>
    public int? Slot { get; init; }

    /// <summary>pkmap_count of the slot afterwards: its users and one; empty without a slot.</summary>
    public int? Count { get; init; }

    /// <summary>What became of the call.</summary>
    public KmapState State { get; }

    /// <summary>The machine, for commands that take the result.</summary>
    internal IMemorySource Source { get; }
}
