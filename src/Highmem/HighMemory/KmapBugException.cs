namespace Highmem.HighMemory;

/// <summary>The kernel stops (BUG). It is thrown before anything is changed.</summary>
internal sealed class KmapBugException(KmapBug bug) : Exception(bug.ToString())
{
    public KmapBug Bug => bug;
}
