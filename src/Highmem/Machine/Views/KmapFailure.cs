namespace Highmem.Machine.Views;

/// <summary>Why kmap or kunmap came to nothing.</summary>
public enum KmapFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>kmap_nonblock: all slots have users (NULL).</summary>
    NoSlot,

    /// <summary>The kernel stopped (BUG); nothing was changed.</summary>
    Bug,

    /// <summary>The task sleeps in an earlier kmap and can do nothing.</summary>
    TaskSleeps,

    /// <summary>This kernel has no kmap_nonblock.</summary>
    NoNonblockingKmap,
}
