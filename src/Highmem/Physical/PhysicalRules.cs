using Highmem.Boot;

namespace Highmem.Physical;

/// <summary>Zones and the page allocator of a kernel.</summary>
internal sealed record PhysicalRules : IRules
{
    /// <summary>The allocation flags: names, bits and what they ask for.</summary>
    public required GfpNames Gfp { get; init; }

    /// <summary>The buddy allocator.</summary>
    public required BuddyRules Buddy { get; init; }

    /// <summary>The per-CPU lists of single pages.</summary>
    public required PerCpuPolicy PerCpuLists { get; init; }

    /// <summary>When a zone gives pages.</summary>
    public required WatermarkPolicy Watermarks { get; init; }

    /// <summary>The marks of all zones.</summary>
    public required ZoneMarksPolicy Marks { get; init; }

    /// <summary>The settings that move the zones' marks.</summary>
    public required MemoryTunable Tunables { get; init; }

    /// <summary>How much mem_map describes.</summary>
    public required MemMapPolicy MemMap { get; init; }

    /// <summary>Whether page frame 0 counts as reserved memory; since 2.6.26 it is no RAM for that count.</summary>
    public bool CountsPageZero { get; init; } = true;

    public IEnumerable<RuleFact> Facts =>
        [
            new("GfpKernel", $"0x{Gfp.BitsOf(Gfp.Kernel):x}", "GFP_KERNEL as a number", "linux/gfp.h, linux/mm.h"),
            new("GfpNames", Gfp.ToString(), "the allocation flags and their usual sets", "linux/gfp.h, linux/mm.h"),
            new(
                nameof(Buddy.MaxOrder),
                Buddy.MaxOrder,
                "one more than the order of the largest block",
                "linux/mmzone.h"
            ),
            new(
                nameof(Buddy.SplitReturnsHighest),
                Buddy.SplitReturnsHighest,
                "which part of a split block is handed out",
                "mm/page_alloc.c: expand"
            ),
            new(
                nameof(Buddy.IndexFromZoneStart),
                Buddy.IndexFromZoneStart,
                "what buddies are counted from",
                "mm/page_alloc.c: __free_pages_bulk"
            ),
            new(
                nameof(Buddy.HighmemFilledDescending),
                Buddy.HighmemFilledDescending,
                "whether boot frees high memory from the top",
                "arch/i386/mm/init.c: mem_init"
            ),
            new(
                nameof(Buddy.MigrateTypes),
                Buddy.MigrateTypes,
                "whether movable pages are kept apart",
                "mm/page_alloc.c: __rmqueue_fallback"
            ),
            new(
                nameof(PerCpuLists),
                PerCpuLists.Name,
                "lists of single pages before each zone",
                "mm/page_alloc.c: buffered_rmqueue"
            ),
            new(nameof(Watermarks), Watermarks.Name, "when a zone gives pages", "mm/page_alloc.c: __alloc_pages"),
            new(nameof(Marks), Marks.Name, "how many pages a zone keeps back", "mm/page_alloc.c"),
            new(nameof(Tunables), Tunables, "the settings that move the marks", "kernel/sysctl.c, mm/page_alloc.c"),
            new(
                nameof(MemMap),
                MemMap.Name,
                "how many frames mem_map describes",
                "mm/page_alloc.c: alloc_node_mem_map"
            ),
            new(
                nameof(CountsPageZero),
                CountsPageZero,
                "whether page 0 is among the reserved pages of the Memory line",
                "arch/i386/mm/init.c: page_is_ram"
            ),
        ];
}
