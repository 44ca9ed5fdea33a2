namespace Highmem.BlockIo;

/// <summary>How far a block I/O is.</summary>
public enum BlockIoState
{
    /// <summary>It sleeps until another one gives a bounce page back.</summary>
    Waiting,

    /// <summary>The device works on it.</summary>
    InFlight,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>It is done, but its page was freed meanwhile: the data went nowhere.</summary>
    PageGone,
}
