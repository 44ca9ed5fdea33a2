namespace Highmem.Physical;

/// <summary>The lists of single pages that each CPU keeps in front of a zone.</summary>
public enum PerCpuRule
{
    /// <summary>None (2.4.21).</summary>
    None,

    /// <summary>A hot and a cold list; refilled at their low mark, drained before a page is added (2.6.9).</summary>
    HotAndCold,

    /// <summary>One list; refilled when it lacks the migrate type, drained after a page is added (2.6.31).</summary>
    Single,
}
