namespace Highmem.Machine.Views;

/// <summary>What came of kunmap.</summary>
/// <param name="Failure">Whether the kernel stopped.</param>
/// <param name="Woken">The tasks that slept in kmap and have their mapping now.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct KunmapOutcome(
    KmapFailure Failure,
    IReadOnlyList<KmapResult> Woken,
    IReadOnlyList<string> KernelMessages
);
