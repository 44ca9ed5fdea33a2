namespace Highmem.Machine.Views;

/// <summary>What alloc_pages returned.</summary>
/// <param name="Block">The pages; null where the kernel returns NULL.</param>
/// <param name="Reason">Why it did, in words; empty if it did not.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct AllocPagesOutcome(PageBlock? Block, string Reason, IReadOnlyList<string> KernelMessages);
