using Highmem.Vmalloc;

namespace Highmem.Machine;

/// <summary>What vfree did.</summary>
/// <param name="Result">The outcome.</param>
/// <param name="Area">The area that was freed; null if none was.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct VfreeOutcome(VfreeResult Result, VmArea? Area, IReadOnlyList<string> KernelMessages);
