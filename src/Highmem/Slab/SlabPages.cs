using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>
/// The pages of all slabs. A frame refers to its slab through the link that it does not need outside a free list
/// (the kernels use page->list and page->lru).
/// </summary>
internal sealed class SlabPages(PageAllocator pages, ISlabTexts texts, KernelLog log)
{
    private readonly List<ObjectSlab?> slabs = [];
    private readonly Stack<int> freeIds = new();

    /// <summary>Pages held by slabs.</summary>
    public long Pages { get; private set; }

    /// <summary>MAX_ORDER.</summary>
    public int MaxOrder => pages.MaxOrder;

    public PageFrames Frames => pages.Frames;

    /// <summary>All slabs.</summary>
    public IEnumerable<ObjectSlab> Slabs => slabs.OfType<ObjectSlab>();

    /// <summary>The slab that a frame in use as slab belongs to.</summary>
    public ObjectSlab SlabOf(int pfn) => slabs[pages.Frames.Next(pfn)]!;

    /// <summary>Takes the pages of a new slab; null if there are none.</summary>
    public ObjectSlab? Take(KmallocCache cache, GfpFlags gfp, int order, int objects, bool quiet = false)
    {
        var pfn = pages.Allocate(gfp, order, FrameUse.Slab);
        if (pfn == 0)
        {
            if (!quiet)
            {
                PrintFailure(gfp, order);
            }

            return null;
        }

        if (!freeIds.TryPop(out var id))
        {
            id = slabs.Count;
            slabs.Add(null);
        }

        var slab = new ObjectSlab(cache, id, pfn, order, objects);
        slabs[id] = slab;
        Label(pfn, order, id);
        Pages += slab.Pages;
        return slab;
    }

    /// <summary>Gives a slab's pages back.</summary>
    public void Give(ObjectSlab slab)
    {
        slabs[slab.Id] = null;
        freeIds.Push(slab.Id);
        Pages -= slab.Pages;
        pages.Free(slab.Pfn, slab.Order);
    }

    /// <summary>Takes a block that is too large for a cache; its frames refer to the first. 0 if there is none.</summary>
    public int TakeLarge(GfpFlags gfp, int order)
    {
        var pfn = pages.Allocate(gfp, order, FrameUse.KmallocLarge);
        if (pfn == 0)
        {
            PrintFailure(gfp, order);
            return 0;
        }

        Label(pfn, order, pfn);
        return pfn;
    }

    /// <summary>The first frame of such a block, from any of it.</summary>
    public int HeadOf(int pfn) => pages.Frames.Next(pfn);

    /// <summary>Gives such a block back.</summary>
    public void GiveLarge(int head) => pages.Free(head, pages.Frames.BlockOrder(head));

    /// <summary>GFP_KERNEL.</summary>
    public GfpFlags GfpKernel => pages.GfpKernel;

    /// <summary>The kernel's number for allocation flags.</summary>
    public int BitsOf(GfpFlags gfp) => pages.Gfp.BitsOf(gfp);

    /// <summary>Prints that a cache cannot grow.</summary>
    public void PrintOutOfMemory(SlabFacts facts) => log.Print(texts.SlabOutOfMemory(facts));

    private void Label(int pfn, int order, int label)
    {
        for (var end = pfn + (1 << order); pfn < end; pfn++)
        {
            pages.Frames.Next(pfn) = label;
        }
    }

    private void PrintFailure(GfpFlags gfp, int order)
    {
        if ((gfp & GfpFlags.NoWarn) == GfpFlags.None)
        {
            pages.PrintFailure(TaskFacts.DefaultTask, order, gfp);
        }
    }
}
