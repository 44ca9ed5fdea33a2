namespace Highmem.Machine.Views;

/// <summary>What free_pages did. Nothing changes unless the pages were freed.</summary>
/// <param name="Result">The outcome.</param>
/// <param name="Reason">Why nothing was freed, in words; empty if it was.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct FreePagesOutcome(
    FreePagesResult Result,
    string Reason,
    IReadOnlyList<string> KernelMessages
);
