using Highmem.Addressing;

namespace Highmem.Layout;

/// <summary>Cuts the kernel's part of the address space at its borders.</summary>
internal static class LayoutRegions
{
    /// <summary>
    /// The regions from the top down, from 4 GiB to PAGE_OFFSET. Where borders contradict each other, as in layouts that
    /// no kernel boots with, the lower region keeps what two of them claim.
    /// </summary>
    /// <param name="lowmem">From PAGE_OFFSET to high_memory.</param>
    /// <param name="vmallocStart">VMALLOC_START.</param>
    /// <param name="vmallocEnd">VMALLOC_END.</param>
    /// <param name="pkmap">The kmap slots; null without HIGHMEM.</param>
    /// <param name="fixmap">The fixed mappings.</param>
    public static IReadOnlyList<LayoutRegion> Cut(
        AddressRange lowmem,
        VirtualAddress vmallocStart,
        VirtualAddress vmallocEnd,
        AddressRange? pkmap,
        Fixmap fixmap
    )
    {
        var regions = new List<LayoutRegion>();
        var at = lowmem.Start;
        Add("lowmem", lowmem.End, MemoryRegionKind.DirectMap, "low memory: physical address + PAGE_OFFSET");
        Add("VMALLOC_OFFSET", vmallocStart, MemoryRegionKind.Hole, "catches overruns of the direct map");
        Add("vmalloc", vmallocEnd, MemoryRegionKind.Vmalloc, "vmalloc and ioremap areas with their guard pages");
        Add(
            "VMALLOC_END",
            pkmap?.Start ?? fixmap.Start,
            MemoryRegionKind.Hole,
            "two pages that catch overruns of vmalloc space"
        );
        if (pkmap is { } slots)
        {
            Add("pkmap", slots.End, MemoryRegionKind.PersistentKmap, "kmap slots");
        }

        // The temporary entries may lie below, but also under the kmap slots (2.4.21 keeps them far away).
        var bootStart = fixmap.BootStart < at ? at : fixmap.BootStart;
        Add("unused", bootStart, MemoryRegionKind.Hole, "not used");
        Add("fixmap (boot)", fixmap.Start, MemoryRegionKind.BootFixmap, "fixed mappings used while booting");
        Add("fixmap", fixmap.Top, MemoryRegionKind.Fixmap, "fixed mappings, kmap_atomic slots");
        Add("top", VirtualAddress.EndOfSpace, MemoryRegionKind.Reserved, "above FIXADDR_TOP");
        regions.Reverse();
        return regions;

        void Add(string name, VirtualAddress end, MemoryRegionKind kind, string description)
        {
            if (end > at)
            {
                regions.Add(new LayoutRegion(kind, name, new AddressRange(at, end), description));
                at = end;
            }
        }
    }
}
