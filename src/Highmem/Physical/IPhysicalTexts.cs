namespace Highmem.Physical;

/// <summary>What the page allocator of a kernel says.</summary>
internal interface IPhysicalTexts
{
    /// <summary>The page allocator gave up; null where the kernel says nothing.</summary>
    /// <param name="task">The task that asked.</param>
    /// <param name="order">log2 of the pages.</param>
    /// <param name="gfp">The flags as this kernel's number.</param>
    string? PageAllocationFailure(string task, int order, int gfp);

    /// <summary>free_pages of a page that boot has reserved; null where the kernel passes over it in silence.</summary>
    string? ReservedPageFreed(string task, int pfn);
}
