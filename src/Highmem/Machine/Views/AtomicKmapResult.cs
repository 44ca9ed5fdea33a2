using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>What kmap_atomic returned.</summary>
public sealed class AtomicKmapResult
{
    internal AtomicKmapResult(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The CPU whose slot it is.</summary>
    public required int Cpu { get; init; }

    /// <summary>The type of the slot (km_type).</summary>
    public required string Type { get; init; }

    /// <summary>The page frame.</summary>
    public required int Pfn { get; init; }

    /// <summary>Its physical address.</summary>
    public PhysicalAddress PhysicalAddress => Addressing.PhysicalAddress.FromPfn(Pfn);

    /// <summary>Where the page is mapped; for a page of low memory, its address in the direct map.</summary>
    public required VirtualAddress Address { get; init; }

    /// <summary>The slot's fixmap index; empty for a page of low memory.</summary>
    public required int? Index { get; init; }

    /// <summary>How many mappings the CPU holds, as preempt_count counts them; 0 where the kernel does not count.</summary>
    public required int PreemptCount { get; init; }

    /// <summary>The machine, for commands that take the result.</summary>
    internal IMemorySource Source { get; }
}
