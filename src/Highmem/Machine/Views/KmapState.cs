namespace Highmem.Machine.Views;

/// <summary>What became of a kmap.</summary>
public enum KmapState
{
    /// <summary>A page of low memory: it has its address anyway.</summary>
    Direct,

    /// <summary>The page is mapped in a slot.</summary>
    Mapped,

    /// <summary>All slots have users: the task sleeps until one is released.</summary>
    Sleeping,
}
