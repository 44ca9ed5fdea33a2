using Highmem.Vmalloc;

namespace Highmem.Machine;

/// <summary>What vmalloc returned.</summary>
/// <param name="Area">The new area; null where the kernel returns NULL.</param>
/// <param name="Failure">Why it did.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct VmallocOutcome(
    VmArea? Area,
    VmallocFailure Failure,
    IReadOnlyList<string> KernelMessages
);
