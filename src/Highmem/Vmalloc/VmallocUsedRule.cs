namespace Highmem.Vmalloc;

/// <summary>What a kernel counts as VmallocUsed in /proc/meminfo.</summary>
public enum VmallocUsedRule
{
    /// <summary>The areas of vmlist, guard pages included.</summary>
    ListedAreas,

    /// <summary>All areas of the tree: those of the list, and blocks of vm_map_ram that the list does not have (3.10).</summary>
    AllAreas,

    /// <summary>Nothing: the field is printed as 0 (4.4).</summary>
    Nothing,

    /// <summary>The pages that vmalloc allocated: no guard pages, no ioremap (5.3).</summary>
    AllocatedPages,
}
