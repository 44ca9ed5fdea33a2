using Highmem.Boot;

namespace Highmem.Texts;

/// <summary>The files of /proc, and SysRq's texts, in which a kernel tells of its memory.</summary>
internal sealed record ProcRules : IRules
{
    /// <summary>/proc/meminfo.</summary>
    public required MemInfoForm MemInfo { get; init; }

    /// <summary>/proc/slabinfo.</summary>
    public required SlabInfoForm SlabInfo { get; init; }

    /// <summary>What SysRq-m prints of the zones; null where its form is not known.</summary>
    public ZoneForm? ShowFreeAreas { get; init; }

    /// <summary>/proc/buddyinfo; null where there is none.</summary>
    public ZoneForm? BuddyInfo { get; init; }

    /// <summary>/proc/zoneinfo; null where there is none.</summary>
    public ZoneForm? ZoneInfo { get; init; }

    public IEnumerable<RuleFact> Facts =>
        [
            new("SlabInfoVersion", SlabInfo.Name, "the form of /proc/slabinfo", "mm/slab.c: s_start"),
            new(
                "ZoneReports",
                string.Join(
                    ", ",
                    ((ZoneForm?[])[ShowFreeAreas, BuddyInfo, ZoneInfo]).OfType<ZoneForm>().Select(f => f.Name)
                ),
                "the texts that tell of the zones",
                "mm/page_alloc.c: show_free_areas, mm/vmstat.c"
            ),
        ];
}
