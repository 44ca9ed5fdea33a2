namespace Highmem.Vmalloc;

/// <summary>The search for places in one machine's vmalloc window. Page numbers count from VMALLOC_START.</summary>
internal abstract class AreaSearch
{
    /// <summary>Areas of the list.</summary>
    public abstract int Listed { get; }

    /// <summary>Looks for a place; nothing is taken.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="areas">All areas.</param>
    public abstract FoundHole Find(AreaRequest request, VmapAreas areas);

    /// <summary>An area takes pages.</summary>
    /// <param name="page">Its first page.</param>
    /// <param name="count">Its pages.</param>
    /// <param name="isListed">Whether it is in the list, too.</param>
    public abstract void Add(int page, int count, bool isListed);

    /// <summary>An area leaves the list, but keeps its pages until they are released.</summary>
    public abstract void Unlist(int page);

    /// <summary>An area's pages are free again.</summary>
    public abstract void Release(int page, int count);
}
