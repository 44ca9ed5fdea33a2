namespace Highmem.BlockIo;

/// <summary>Pages kept for bouncing when the allocator has none (mempool, emergency_pages). The last one in goes out first.</summary>
internal sealed class BouncePool(int size, bool isIsa)
{
    private readonly Stack<int> pages = new();

    /// <summary>How many pages it holds when nothing is in flight.</summary>
    public int Size { get; } = size;

    /// <summary>Whether its pages lie below 16 MB.</summary>
    public bool IsIsa { get; } = isIsa;

    /// <summary>Its pages.</summary>
    public IReadOnlyCollection<int> Pages => pages;

    public bool IsFull => pages.Count >= Size;

    public void Add(int pfn) => pages.Push(pfn);

    /// <summary>Takes a page; 0 if there is none.</summary>
    public int Take() => pages.TryPop(out var pfn) ? pfn : 0;
}
