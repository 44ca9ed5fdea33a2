namespace Highmem.Machine.Views;

/// <summary>What came of the making of a process.</summary>
/// <param name="Process">The process; null if low memory has no room for its page directory.</param>
/// <param name="Reason">Why there is none, in words; empty if there is one.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct UserProcessOutcome(
    UserProcess? Process,
    string Reason,
    IReadOnlyList<string> KernelMessages
);
