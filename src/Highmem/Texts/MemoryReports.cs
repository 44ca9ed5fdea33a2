namespace Highmem.Texts;

/// <summary>The texts in which a kernel tells of its zones, besides /proc/meminfo and the boot log.</summary>
[Flags]
public enum MemoryReports
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What SysRq-m prints of each zone, with the marks and the free blocks (2.4: show_free_areas).</summary>
    ShowFreeAreas = 1,

    /// <summary>/proc/buddyinfo.</summary>
    BuddyInfo = 2,

    /// <summary>/proc/zoneinfo.</summary>
    ZoneInfo = 4,
}
