using Highmem.Addressing;
using Highmem.Layout;

namespace Highmem.Vmalloc;

/// <summary>
/// The search for the lowest hole. The kernels walk a list or a tree; here <see cref="AddressWindow"/> finds the same hole
/// at once, and tells how far the walk would have gone.
/// </summary>
internal sealed class LowestHoleSearch : AreaSearch
{
    private readonly MemoryLayout layout;
    private readonly LowestHole policy;
    private readonly AddressWindow window;
    private readonly int firstPage;
    private readonly int gapPages;

    public LowestHoleSearch(MemoryLayout layout, LowestHole policy, int gapAfterArea)
    {
        this.layout = layout;
        this.policy = policy;
        firstPage = layout.VmallocStart.PageNumber;
        gapPages = gapAfterArea >> PageSize.Shift;

        // Up to the top of the address space: a kernel that does not check can place an area beyond VMALLOC_END.
        window = new AddressWindow(VirtualAddress.EndOfSpace.PageNumber - firstPage);
    }

    public override int Listed => window.Listed;

    public override FoundHole Find(AreaRequest request, VmapAreas areas)
    {
        var count = (int)(request.Size >> PageSize.Shift);
        var page =
            request.Alignment == 1 ? window.FindFree(count) : window.FindFree(count, request.Alignment, firstPage);
        var scanned = CountScan(page, request.IsListed);
        var end = page < 0 ? long.MaxValue : (long)VirtualAddress.FromPage(firstPage + page) + request.Size;
        if (end <= (long)layout.VmallocEnd)
        {
            return new(page, VmallocFailure.None, scanned);
        }

        return policy.ChecksEndAlways || ChecksEnd(request, areas)
            ? new(-1, VmallocFailure.OutOfVmallocSpace, scanned)
            : new(page, page < 0 ? VmallocFailure.WrapsAround : VmallocFailure.None, scanned);
    }

    public override void Add(int page, int count, bool isListed) => window.Add(page, count, gapPages, isListed);

    public override void Unlist(int page) => window.Unlist(page);

    public override void Release(int page, int count) => window.Release(page, count, gapPages);

    // The list is walked to the hole and one area beyond, if there is one. With a tree, the search steps over the
    // areas before the hole, and inserting into the list walks past those in it again.
    private int CountScan(int page, bool isListed)
    {
        var (passed, inList) = page < 0 ? (window.Areas, 0) : window.Before(page);
        return Math.Min(passed + 1, window.Areas) + (policy.WalksTree && isListed ? inList : 0);
    }

    // Whether a list walk that ends beyond VMALLOC_END comes past the check: that stands after an area that the search
    // steps over. But where alignment has carried it beyond an area's start, it steps on unchecked.
    private bool ChecksEnd(AreaRequest request, VmapAreas areas)
    {
        if (request.Alignment == 1)
        {
            return window.Areas > 0;
        }

        var alignment = (long)request.Alignment << PageSize.Shift;
        var at = PageSize.AlignUp((long)layout.VmallocStart, alignment);
        foreach (var node in areas.Nodes)
        {
            var (start, end) = ((long)node.Address, (long)node.End);
            if (start < at)
            {
                at = end >= at ? PageSize.AlignUp(end, alignment) : at;
                continue;
            }

            if (at + request.Size <= start)
            {
                return false;
            }

            at = PageSize.AlignUp(end, alignment);
            if (at > (long)layout.VmallocEnd - request.Size)
            {
                return true;
            }
        }

        return false;
    }
}
