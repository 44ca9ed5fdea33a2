using Highmem.Addressing;
using Highmem.Vmalloc;

namespace Highmem.Machine;

/// <summary>An area that a machine is to be set up with.</summary>
/// <param name="Address">Where it begins.</param>
/// <param name="Size">Bytes, the guard page included.</param>
/// <param name="Flags">What it is: ioremap, vmalloc or vmap.</param>
/// <param name="Physical">What an ioremap area maps; null for others.</param>
/// <param name="Caller">Who asked for it.</param>
/// <param name="IsLazy">Whether it has been freed, and waits for the purge.</param>
public sealed record VmAreaPlan(
    VirtualAddress Address,
    long Size,
    VmFlags Flags,
    PhysicalAddress? Physical,
    string Caller,
    bool IsLazy = false
);
