namespace Highmem.Physical;

/// <summary>The tries of __alloc_pages, from the most considerate on.</summary>
internal enum AllocationPass
{
    /// <summary>Every zone is left with its low mark; after it kswapd is woken.</summary>
    Low,

    /// <summary>Zones may be taken down to their min mark, and by urgent requests below it.</summary>
    Min,
}
