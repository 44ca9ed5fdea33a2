namespace Highmem.Machine.Views;

/// <summary>What vm_unmap_aliases did.</summary>
public sealed record VmPurge
{
    internal VmPurge(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>Lazily freed areas whose addresses may be used again.</summary>
    public required int Areas { get; init; }

    /// <summary>Their bytes, guard pages included.</summary>
    public required long Bytes { get; init; }

    /// <summary>Page-table entries that were cleared, those of dirty parts of blocks included.</summary>
    public required long PtesCleared { get; init; }

    /// <summary>Flushes of the whole TLB on all CPUs: one, or none if there was nothing to do.</summary>
    public required long TlbFlushes { get; init; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
