using Highmem.BlockIo;

namespace Highmem.Machine.Views;

/// <summary>A block I/O of one page, as it was at one moment.</summary>
public sealed record PendingIo
{
    internal PendingIo(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>Its number, which counts up from 1.</summary>
    public required int Id { get; init; }

    /// <summary>The page frame.</summary>
    public required int Pfn { get; init; }

    /// <summary>From the device (Read) or to it (Write).</summary>
    public required IoDirection Direction { get; init; }

    /// <summary>What the device reaches.</summary>
    public required BounceLimit Device { get; init; }

    /// <summary>The first of its eight sectors of 512 bytes.</summary>
    public required long Sector { get; init; }

    /// <summary>Whether the device cannot reach the page, so that another is used instead.</summary>
    public required bool Bounced { get; init; }

    /// <summary>The page that is used instead; empty if there is none.</summary>
    public required int? BouncePfn { get; init; }

    /// <summary>The zone of that page; empty if there is none.</summary>
    public required string BounceZone { get; init; }

    /// <summary>Whether it came from the pool, because the allocator had none.</summary>
    public required bool FromPool { get; init; }

    /// <summary>Pages in the pool now; empty if it is not bounced.</summary>
    public required int? PoolFree { get; init; }

    /// <summary>How far it is.</summary>
    public required BlockIoState State { get; init; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
