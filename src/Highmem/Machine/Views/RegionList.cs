using Highmem.Addressing;
using Highmem.Layout;

namespace Highmem.Machine.Views;

/// <summary>Cuts the kernel's address space into regions that touch each other and leave nothing out.</summary>
internal static class RegionList
{
    public static IReadOnlyList<MemoryRegion> Of(string machine, MemoryLayout layout)
    {
        var regions = new List<MemoryRegion>();
        var at = layout.PageOffset;
        Add("lowmem", layout.HighMemory, MemoryRegionKind.DirectMap, "low memory: physical address + PAGE_OFFSET");
        Add("VMALLOC_OFFSET", layout.VmallocStart, MemoryRegionKind.Hole, "catches overruns of the direct map");
        Add("vmalloc", layout.VmallocEnd, MemoryRegionKind.Vmalloc, "vmalloc and ioremap areas with their guard pages");
        var afterVmalloc = layout.Config.HasHighmem ? layout.PkmapBase : layout.Fixmap.Start;
        Add("VMALLOC_END", afterVmalloc, MemoryRegionKind.Hole, "two pages that catch overruns of vmalloc space");
        if (layout.Config.HasHighmem)
        {
            Add("pkmap", layout.PkmapEnd, MemoryRegionKind.PersistentKmap, "kmap slots");
        }

        // The temporary entries may lie below, but also under the kmap slots (2.4.21 keeps them far away).
        var bootStart = layout.Fixmap.BootStart < at ? at : layout.Fixmap.BootStart;
        Add("unused", bootStart, MemoryRegionKind.Hole, "not used");
        Add("fixmap (boot)", layout.Fixmap.Start, MemoryRegionKind.BootFixmap, "fixed mappings used while booting");
        Add("fixmap", layout.Fixmap.Top, MemoryRegionKind.Fixmap, "fixed mappings, kmap_atomic slots");
        Add("top", VirtualAddress.EndOfSpace, MemoryRegionKind.Reserved, "above FIXADDR_TOP");
        return regions;

        void Add(string name, VirtualAddress end, MemoryRegionKind kind, string description)
        {
            if (end > at)
            {
                regions.Add(new MemoryRegion(machine, name, at, end, end - at, kind, description));
                at = end;
            }
        }
    }
}
