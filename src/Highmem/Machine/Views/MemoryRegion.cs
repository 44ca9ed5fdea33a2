using Highmem.Addressing;
using Highmem.Layout;

namespace Highmem.Machine.Views;

/// <summary>A stretch of the kernel's part of the address space. The regions of a machine are disjoint and leave nothing out.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Name">The kernel's name for it, or for what borders it.</param>
/// <param name="Start">The first address.</param>
/// <param name="End">One past the last address; the last region's is 0x100000000.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Description">The same in words.</param>
public sealed record MemoryRegion(
    string Machine,
    string Name,
    VirtualAddress Start,
    VirtualAddress End,
    long Size,
    MemoryRegionKind Kind,
    string Description
);
