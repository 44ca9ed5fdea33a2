using Highmem.Boot;

namespace Highmem.Texts;

/// <summary>The files of /proc, and SysRq's texts, in which a kernel tells of its memory.</summary>
internal sealed record ProcRules : IRules
{
    /// <summary>/proc/meminfo.</summary>
    public required MemInfoForm MemInfo { get; init; }

    /// <summary>/proc/slabinfo.</summary>
    public required SlabInfoForm SlabInfo { get; init; }

    /// <summary>The texts that tell of the zones.</summary>
    public required MemoryReports Zones { get; init; }

    public IEnumerable<RuleFact> Facts =>
        [
            new("SlabInfoVersion", SlabInfo.Name, "the form of /proc/slabinfo", "mm/slab.c: s_start"),
            new(
                "ZoneReports",
                Zones,
                "the texts that tell of the zones",
                "mm/page_alloc.c: show_free_areas, mm/vmstat.c"
            ),
        ];
}
