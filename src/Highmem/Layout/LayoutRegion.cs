using Highmem.Addressing;

namespace Highmem.Layout;

/// <summary>A stretch of the kernel's part of the address space. The regions of a layout are disjoint and leave nothing out.</summary>
/// <param name="Kind">What it is for. Of the kinds, only <see cref="MemoryRegionKind.Hole"/> may be there more than once.</param>
/// <param name="Name">The kernel's name for it, or for what borders it.</param>
/// <param name="Range">Its addresses, at least a page of them.</param>
/// <param name="Description">What it is for, in words.</param>
public sealed record LayoutRegion(MemoryRegionKind Kind, string Name, AddressRange Range, string Description)
{
    /// <summary>What lies below all regions, and is none: the users' part.</summary>
    internal const string UserName = "user";

    /// <summary>How the block "virtual kernel memory layout" of a boot log calls it; null if it is not in that block.</summary>
    public string? BootLogName => BootLogNameOf(Kind);

    /// <summary>How that block calls regions of a kind; null if they are not in it.</summary>
    public static string? BootLogNameOf(MemoryRegionKind kind) =>
        kind switch
        {
            MemoryRegionKind.Fixmap => "fixmap",
            MemoryRegionKind.PersistentKmap => "pkmap",
            MemoryRegionKind.Vmalloc => "vmalloc",
            MemoryRegionKind.DirectMap => "lowmem",
            _ => null,
        };
}
