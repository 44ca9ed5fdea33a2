namespace Highmem.Layout;

/// <summary>How a kernel maps low memory at PAGE_OFFSET.</summary>
public enum DirectMapRule
{
    /// <summary>Large pages throughout; the last may reach beyond max_low_pfn (2.4.21, 2.6.9).</summary>
    LargePages,

    /// <summary>4 KB pages in the first and in an unaligned last large page, large pages between (2.6.31).</summary>
    SmallHeadAndTail,
}
