using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>How much more vmalloc a machine could give; all sizes are bytes.</summary>
public sealed record VmallocLimit
{
    internal VmallocLimit(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The function.</summary>
    public required VmallocVariant Variant { get; init; }

    /// <summary>The request: the largest that succeeds, or the size that was asked about.</summary>
    public required long Size { get; init; }

    /// <summary>How many such areas the machine can still give.</summary>
    public required int Areas { get; init; }

    /// <summary>Size times areas.</summary>
    public long TotalSize => Size * Areas;

    /// <summary>What stops the next area, or one of a page more.</summary>
    public required VmallocLimitKind StoppedBy { get; init; }

    /// <summary>What vmalloc would say then.</summary>
    public required VmallocFailure Failure { get; init; }

    /// <summary>Why, in words.</summary>
    public string Reason => new VmallocOutcome(null, Failure, []).Reason;

    /// <summary>Low pages that would be free then.</summary>
    public required long LowFreePages { get; init; }

    /// <summary>High pages that would be free then.</summary>
    public required long HighFreePages { get; init; }

    /// <summary>The largest hole that would be left in vmalloc space.</summary>
    public required long LargestHole { get; init; }

    /// <summary>Page-table pages that would have been taken from low memory.</summary>
    public required long PageTablePages { get; init; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
