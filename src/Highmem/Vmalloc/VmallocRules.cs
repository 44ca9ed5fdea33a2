using Highmem.Boot;

namespace Highmem.Vmalloc;

/// <summary>vmalloc, vmap, vm_map_ram and ioremap of a kernel (mm/vmalloc.c, arch/i386/mm/ioremap.c).</summary>
internal sealed record VmallocRules : IRules
{
    /// <summary>How a place for an area is found.</summary>
    public required AreaSearchPolicy Search { get; init; }

    /// <summary>What becomes of the entries and addresses of an area that is freed.</summary>
    public required AreaFreePolicy Free { get; init; }

    /// <summary>Where the list of an area's pages is kept.</summary>
    public required PagesArrayPolicy PagesArray { get; init; }

    /// <summary>sizeof(struct vm_struct) in bytes.</summary>
    public required int VmStructSize { get; init; }

    /// <summary>sizeof(struct vmap_area) in bytes; 0 where the kernel has none.</summary>
    public int VmapAreaSize { get; init; }

    /// <summary>The functions that allocate virtually contiguous memory.</summary>
    public required ItemList<VmallocVariant> Variants { get; init; }

    /// <summary>Whether there is vmap.</summary>
    public bool HasVmap { get; init; }

    /// <summary>The blocks of vm_map_ram; null where there is no such function.</summary>
    public VmapBlockRules? MapRam { get; init; }

    /// <summary>How device memory is mapped.</summary>
    public required IoremapRules Ioremap { get; init; }

    /// <summary>The flags of an area, and how the kernel names them.</summary>
    public required ItemList<VmFlagName> Flags { get; init; }

    /// <summary>Whether there is /proc/vmallocinfo.</summary>
    public bool HasInfoFile { get; init; }

    /// <summary>Whether that file lists blocks of vm_map_ram and areas that wait for the purge.</summary>
    public bool ListsUnowned { get; init; }

    /// <summary>What VmallocUsed of /proc/meminfo counts.</summary>
    public required VmallocUsedPolicy Used { get; init; }

    public IEnumerable<RuleFact> Facts =>
        [
            new(
                "AreaSearch",
                Search.Name,
                "where the next area is placed",
                "mm/vmalloc.c: get_vm_area, alloc_vmap_area"
            ),
            new(
                nameof(Search.GapAfterArea),
                Search.GapAfterArea,
                "bytes left free behind an area and its guard page",
                "mm/vmalloc.c: alloc_vmap_area"
            ),
            new(
                "AreaFree",
                Free.Name,
                "when entries and addresses of a freed area are given back",
                "mm/vmalloc.c: vmfree_area_pages, free_vmap_area_noflush"
            ),
            new(
                "LazyPagesPerCpuStep",
                Free.PagesPerCpuStep,
                "pages that may wait for a purge, for each doubling of CPUs",
                "mm/vmalloc.c: lazy_max_pages"
            ),
            new(
                "PagesArray",
                PagesArray.Name,
                "where the list of an area's pages is kept",
                "mm/vmalloc.c: __vmalloc_area_node"
            ),
            new(nameof(VmStructSize), VmStructSize, "bytes of a struct vm_struct", "linux/vmalloc.h"),
            new(nameof(VmapAreaSize), VmapAreaSize, "bytes of a struct vmap_area", "mm/vmalloc.c"),
            new("VmallocVariants", Variants, "functions that allocate virtually contiguous memory", "mm/vmalloc.c"),
            new(nameof(HasVmap), HasVmap, "whether there is vmap", "mm/vmalloc.c"),
            new("HasVmMapRam", MapRam is not null, "whether there is vm_map_ram", "mm/vmalloc.c"),
            new("VmFlags", Flags, "flags of an area", "linux/vmalloc.h"),
            new("HasVmallocInfo", HasInfoFile, "whether there is /proc/vmallocinfo", "mm/vmalloc.c: s_show"),
            new(
                "VmallocUsed",
                Used.Name,
                "what VmallocUsed of /proc/meminfo counts",
                "fs/proc/mmu.c: get_vmalloc_info"
            ),
            .. Ioremap.Facts,
        ];
}
