namespace Highmem.Physical;

/// <summary>The kinds of page that 2.6.31 keeps apart, so that movable ones do not fragment the rest.</summary>
public enum MigrateType
{
    /// <summary>MIGRATE_UNMOVABLE: most of the kernel's own pages; the only type where a kernel has none.</summary>
    Unmovable,

    /// <summary>MIGRATE_RECLAIMABLE: caches that can be dropped.</summary>
    Reclaimable,

    /// <summary>MIGRATE_MOVABLE: pages of processes, and every block at boot.</summary>
    Movable,

    /// <summary>MIGRATE_RESERVE: a few blocks for when all else fails.</summary>
    Reserve,

    /// <summary>MIGRATE_ISOLATE: blocks taken out of use.</summary>
    Isolate,
}
