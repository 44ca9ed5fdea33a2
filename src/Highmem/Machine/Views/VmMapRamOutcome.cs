using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>What vm_map_ram returned.</summary>
/// <param name="Mapping">The mapping; null where the kernel returns NULL.</param>
/// <param name="Failure">Why it did.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct VmMapRamOutcome(
    VmRamMapping? Mapping,
    VmallocFailure Failure,
    IReadOnlyList<string> KernelMessages
)
{
    /// <summary>Why there is no mapping, in words; empty if there is one.</summary>
    public string Reason => new VmallocOutcome(null, Failure, []).Reason;
}
