using Highmem.Addressing;
using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>
/// How the kernels that have /proc/vmallocinfo place areas and count them, by release: mm/vmalloc.c
/// (__get_vm_area_node, alloc_vmap_area, get_vmalloc_info, s_show) of the release that is named in each row.
/// </summary>
internal static class VmallocInfoRules
{
    private static readonly VmallocInfoRule Linux2_6_27 = new()
    {
        Since = "2.6.27",
        AlignsAboveSize = true,
        FreesLazily = false,
        Used = VmallocUsedRule.ListedAreas,
    };

    private static readonly VmallocInfoRule Linux2_6_28 = Linux2_6_27 with
    {
        Since = "2.6.28",
        GapAfterArea = PageSize.Bytes,
        FreesLazily = true,
    };

    private static readonly VmallocInfoRule Linux3_0 = Linux2_6_28 with { Since = "3.0", GapAfterArea = 0 };

    private static readonly VmallocInfoRule Linux3_10 = Linux3_0 with
    {
        Since = "3.10",
        Used = VmallocUsedRule.AllAreas,
    };

    private static readonly VmallocInfoRule Linux4_4 = Linux3_10 with { Since = "4.4", Used = VmallocUsedRule.Nothing };

    private static readonly VmallocInfoRule Linux4_10 = Linux4_4 with { Since = "4.10", AlignsAboveSize = false };

    private static readonly VmallocInfoRule Linux4_13 = Linux4_10 with { Since = "4.13", ListsUnowned = true };

    private static readonly VmallocInfoRule Linux5_3 = Linux4_13 with
    {
        Since = "5.3",
        Used = VmallocUsedRule.AllocatedPages,
    };

    private static readonly (Version First, VmallocInfoRule Rule)[] Releases =
    [
        (new(2, 6, 27), Linux2_6_27),
        (new(2, 6, 28), Linux2_6_28),
        (new(3, 0, 0), Linux3_0),
        (new(3, 10, 0), Linux3_10),
        (new(4, 4, 0), Linux4_4),
        (new(4, 10, 0), Linux4_10),
        (new(4, 13, 0), Linux4_13),
        (new(5, 3, 0), Linux5_3),
    ];

    /// <summary>The rule of a version; null for one that has no such file.</summary>
    public static VmallocInfoRule? Of(Version version) => Releases.LastOrDefault(r => r.First <= version).Rule;
}
