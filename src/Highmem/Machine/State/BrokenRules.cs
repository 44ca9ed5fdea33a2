namespace Highmem.Machine.State;

/// <summary>Rules of the kernel that a machine breaks, to show what they are good for.</summary>
[Flags]
public enum BrokenRules
{
    /// <summary>None: the machine behaves as its kernel does.</summary>
    None = 0,

    /// <summary>The TLB is not flushed when entries of the page tables are taken away.</summary>
    NoFlush = 1,

    /// <summary>
    /// Areas of vmalloc space end without a guard page, and none keeps a distance from the next (2.6.31's page
    /// between areas): an overrun reaches the neighbour.
    /// </summary>
    NoGuardPage = 2,
}
