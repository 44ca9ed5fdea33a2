using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>What the kernels count as VmallocUsed (mm/vmalloc.c: get_vmalloc_info; fs/proc/meminfo.c).</summary>
internal static class VmallocUsed
{
    /// <summary>The areas of vmlist.</summary>
    public static VmallocUsedPolicy ListedAreas { get; } =
        new("listed areas", "the sum of the areas, guard pages included", areas => areas.Sum(a => a.Size));

    /// <summary>All areas of the tree: those of the list, and blocks of vm_map_ram that the list does not have.</summary>
    public static VmallocUsedPolicy AllAreas { get; } =
        new(
            "all areas",
            "the sum of the areas, guard pages included, and of blocks of vm_map_ram, which are not listed (3.10 to 4.3)",
            areas => areas.Sum(a => a.Size)
        );

    /// <summary>Nothing.</summary>
    public static VmallocUsedPolicy Nothing { get; } =
        new("nothing", "printed as 0: nothing is counted (4.4 to 5.2)", _ => 0);

    /// <summary>The pages that vmalloc allocated.</summary>
    public static VmallocUsedPolicy AllocatedPages { get; } =
        new(
            "allocated pages",
            "the pages that vmalloc allocated: no guard pages, no ioremap (since 5.3)",
            areas => areas.Sum(a => a.AllocatedBytes)
        );
}
