namespace Highmem.BlockIo;

/// <summary>An I/O of one page.</summary>
internal sealed class BlockRequest
{
    public required int Id { get; init; }
    public required int Pfn { get; init; }
    public required IoDirection Direction { get; init; }
    public required BounceLimit Limit { get; init; }
    public required long Sector { get; init; }

    /// <summary>The pool it may take a page from; null if the device reaches the page.</summary>
    public BouncePool? Pool { get; init; }

    /// <summary>The page that is used instead; 0 if there is none.</summary>
    public int BouncePfn { get; set; }

    /// <summary>Whether that page came from the pool.</summary>
    public bool FromPool { get; set; }

    /// <summary>Whether it has the buffer head that it needs.</summary>
    public bool HasBufferHead { get; set; }

    /// <summary>Where that lies in physical memory.</summary>
    public long BufferHead { get; set; } = -1;

    public BlockIoState State { get; set; }
}
