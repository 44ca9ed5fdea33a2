namespace Highmem.Physical;

/// <summary>How a kernel's buddy allocator orders its free blocks.</summary>
/// <param name="MaxOrder">MAX_ORDER: one more than the largest order.</param>
/// <param name="SplitReturnsHighest">
/// Whether splitting puts the low half back and goes on with the high one (2.4.21) or the other way round (2.6).
/// </param>
/// <param name="IndexFromZoneStart">Whether buddies are computed on the index in the zone (2.4.21, 2.6.9) or on the pfn.</param>
/// <param name="HighmemFilledDescending">Whether boot frees high memory from the top page down (2.4.21).</param>
/// <param name="MigrateTypes">Whether the lists are split by migrate type (2.6.31).</param>
internal sealed record BuddyRules(
    int MaxOrder,
    bool SplitReturnsHighest,
    bool IndexFromZoneStart,
    bool HighmemFilledDescending,
    bool MigrateTypes
);
