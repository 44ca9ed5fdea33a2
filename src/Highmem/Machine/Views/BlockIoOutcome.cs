namespace Highmem.Machine.Views;

/// <summary>What came of a block I/O.</summary>
/// <param name="Io">The I/O; null if it was refused.</param>
/// <param name="Resumed">Those that waited and went on because of it.</param>
/// <param name="Reason">Why it was refused, in words; empty if it was not.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct BlockIoOutcome(
    PendingIo? Io,
    IReadOnlyList<PendingIo> Resumed,
    string Reason,
    IReadOnlyList<string> KernelMessages
);
