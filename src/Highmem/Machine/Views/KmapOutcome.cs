namespace Highmem.Machine.Views;

/// <summary>What came of kmap.</summary>
/// <param name="Result">The mapping, or that the task sleeps; null if there is neither.</param>
/// <param name="Failure">Why there is neither.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile; a complaint may come with a mapping.</param>
public readonly record struct KmapOutcome(
    KmapResult? Result,
    KmapFailure Failure,
    IReadOnlyList<string> KernelMessages
);
