namespace Highmem.Machine.Views;

/// <summary>What came of a mapping.</summary>
/// <param name="Mapping">The mapping; it is there even if its pages could not all be had.</param>
/// <param name="Reason">Why its pages could not be had; empty if they were, or were not asked for.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct UserMappingOutcome(
    UserMapping Mapping,
    string Reason,
    IReadOnlyList<string> KernelMessages
);
