namespace Highmem.Machine.Views;

/// <summary>What came of kmap_atomic or kunmap_atomic.</summary>
/// <param name="Result">The mapping; null for kunmap_atomic, and where the kernel stopped.</param>
/// <param name="IsBug">Whether the kernel stopped (BUG); nothing was changed.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile; a warning may come with a mapping.</param>
public readonly record struct AtomicKmapOutcome(
    AtomicKmapResult? Result,
    bool IsBug,
    IReadOnlyList<string> KernelMessages
);
