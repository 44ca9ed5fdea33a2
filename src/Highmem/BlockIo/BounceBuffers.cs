using Highmem.Addressing;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.BlockIo;

/// <summary>
/// Block I/O of pages, copied through low pages where the device cannot reach them (mm/highmem.c, mm/bounce.c). A page
/// is asked from the allocator first, then from a pool that is kept for this; with both empty the I/O waits for another
/// one to end.
/// </summary>
internal sealed class BounceBuffers
{
    // ISA_DMA_THRESHOLD >> PAGE_SHIFT
    private const long IsaLimit = 0xFFFFFF >> PageSize.Shift;
    private readonly MemoryLayout layout;
    private readonly PhysicalMemory ram;
    private readonly AtomicPages windows;
    private readonly PageAllocator pages;
    private readonly KmallocCaches slab;
    private readonly KernelLog log;
    private readonly BounceRules rules;
    private readonly IBounceTexts texts;
    private readonly KmallocCache? bufferHeads;
    private readonly BouncePool? highPool;
    private readonly Stack<long> spareHeads = new();
    private readonly List<BlockRequest> requests = [];
    private int lastId;

    public BounceBuffers(
        MemoryLayout layout,
        BounceRules rules,
        IBounceTexts texts,
        PhysicalMemory ram,
        AtomicPages windows,
        PageAllocator pages,
        KmallocCaches slab,
        KernelLog log
    )
    {
        this.layout = layout;
        this.rules = rules;
        this.texts = texts;
        this.ram = ram;
        this.windows = windows;
        this.pages = pages;
        this.slab = slab;
        this.log = log;
        if (rules.BufferHeadCache.Length > 0)
        {
            bufferHeads = slab.CreateCache(rules.BufferHeadCache, rules.BufferHeadSize);
        }

        if (layout.RamPages(layout.HighStartPfn, layout.HighEndPfn) > 0 && layout.Config.HasHighmem)
        {
            highPool = FillPool(rules.PoolPages, rules.PoolGfp, isIsa: false);
            while (bufferHeads is not null && spareHeads.Count < rules.PoolPages)
            {
                spareHeads.Push(KmallocCaches.Allocate(bufferHeads, rules.PoolGfp));
            }

            log.Print(texts.BouncePool(highPool.Pages.Count, spareHeads.Count));
        }
    }

    /// <summary>The pool for high memory, and that for ISA devices, if they are there.</summary>
    public IEnumerable<BouncePool> Pools => ((BouncePool?[])[highPool, IsaPool]).OfType<BouncePool>();

    /// <summary>The pool for devices that reach 16 MB only; null until it is needed.</summary>
    public BouncePool? IsaPool { get; private set; }

    /// <summary>I/O that is not done, the oldest first.</summary>
    public IReadOnlyList<BlockRequest> Requests => requests;

    /// <summary>Buffer heads that are kept for bouncing, by physical address.</summary>
    public IReadOnlyCollection<long> SpareHeads => spareHeads;

    /// <summary>kmap; null on a kernel without HIGHMEM.</summary>
    public PersistentKmap? Kmap { get; set; }

    /// <summary>The disk behind all devices.</summary>
    public BlockDisk Disk { get; } = new();

    /// <summary>Pages that I/O is copied through now (NR_BOUNCE).</summary>
    public int PagesInUse { get; private set; }

    /// <summary>Whether the kernel has devices of that kind.</summary>
    public bool Knows(BounceLimit limit) => limit != BounceLimit.Isa || rules.IsaPoolPages > 0;

    /// <summary>Begins an I/O: the device has it, or it waits for a page.</summary>
    public BlockRequest Submit(int pfn, IoDirection direction, BounceLimit limit, long sector)
    {
        var request = new BlockRequest
        {
            Id = ++lastId,
            Pfn = pfn,
            Direction = direction,
            Limit = limit,
            Sector = sector,
            Pool = PoolFor(pfn, limit),
        };
        requests.Add(request);
        GoOn(request, rules.PageGfp);
        return request;
    }

    /// <summary>Ends an I/O that the device has.</summary>
    /// <param name="request">The I/O.</param>
    /// <param name="isThere">Whether its page is still there.</param>
    /// <returns>Those that waited and go on now.</returns>
    public IReadOnlyList<BlockRequest> Complete(BlockRequest request, bool isThere)
    {
        Transfer(request, isThere);
        requests.Remove(request);
        if (request.Pool is { } pool)
        {
            Give(pool, request);
        }

        List<BlockRequest> resumed = [];
        foreach (var waiter in requests.Where(r => r.State == BlockIoState.Waiting))
        {
            GoOn(waiter, rules.RetryGfp);
            if (waiter.State == BlockIoState.InFlight)
            {
                resumed.Add(waiter);
            }
        }

        return resumed;
    }

    // blk_queue_bounce: null where the device reaches the page
    private BouncePool? PoolFor(int pfn, BounceLimit limit)
    {
        var last = rules.LimitIsLastFrame ? 1 : 0;
        var lowEnd = layout.MaxLowPfn - last;
        var end = layout.NumPhysPages - last;
        if (limit == BounceLimit.Any && rules.DisablingOption.Length > 0 && layout.Options.Has(rules.DisablingOption))
        {
            limit = BounceLimit.High;
        }

        var bouncePfn = limit switch
        {
            BounceLimit.Any => rules.LimitIs32Bit ? (uint)(end << PageSize.Shift) >> PageSize.Shift : end,
            BounceLimit.High => lowEnd,
            _ => IsaLimit,
        };
        var isIsa = bouncePfn < lowEnd && rules.IsaPoolPages > 0;
        if (isIsa)
        {
            IsaPool ??= CreateIsaPool();
        }

        var isReached = rules.LimitIsLastFrame ? pfn <= bouncePfn : pfn < bouncePfn;
        return isReached || bouncePfn >= end ? null
            : isIsa ? IsaPool
            : pfn >= layout.HighStartPfn ? highPool
            : null;
    }

    private BouncePool CreateIsaPool()
    {
        var pool = FillPool(rules.IsaPoolPages, rules.PoolGfp | GfpFlags.Dma, isIsa: true);
        log.Print(texts.IsaBouncePool(pool.Pages.Count));
        return pool;
    }

    private BouncePool FillPool(int count, GfpFlags gfp, bool isIsa)
    {
        var pool = new BouncePool(count, isIsa);
        for (var i = 0; i < count && pages.Allocate(gfp, 0, FrameUse.BounceBuffer) is not 0 and var pfn; i++)
        {
            pool.Add(pfn);
        }

        return pool;
    }

    // create_bounce, __blk_queue_bounce: what is written is copied now, whatever becomes of the page.
    private void GoOn(BlockRequest request, GfpFlags gfp)
    {
        if (request.Pool is { } pool && !(TakeHead(request, gfp) && TakePage(request, pool, gfp)))
        {
            request.State = BlockIoState.Waiting;
            return;
        }

        if (request is { Direction: IoDirection.Write, BouncePfn: not 0 })
        {
            ram.Write((long)request.BouncePfn << PageSize.Shift, ReadForWrite(request.Pfn));
        }

        request.State = BlockIoState.InFlight;
    }

    // With all of kmap's slots in use the kernel would sleep here; what it would copy is the same.
    private byte[] ReadForWrite(int pfn)
    {
        if (rules.WriteSlot.Length > 0)
        {
            return windows.Read(0, pfn, rules.WriteSlot);
        }

        var slot = Kmap is null || pfn < layout.HighStartPfn ? -1 : Kmap.Map(pfn);
        var page = new byte[PageSize.Bytes];
        ram.Read((long)pfn << PageSize.Shift, page);
        if (slot >= 0)
        {
            Kmap!.Unmap(pfn);
        }

        return page;
    }

    private bool TakeHead(BlockRequest request, GfpFlags gfp)
    {
        if (bufferHeads is null || request.HasBufferHead)
        {
            return true;
        }

        var head = gfp == GfpFlags.None ? -1 : KmallocCaches.Allocate(bufferHeads, gfp);
        request.HasBufferHead = head >= 0 || spareHeads.TryPop(out head);
        request.BufferHead = request.HasBufferHead ? head : -1;
        return request.HasBufferHead;
    }

    private bool TakePage(BlockRequest request, BouncePool pool, GfpFlags gfp)
    {
        var zone = pool.IsIsa ? GfpFlags.Dma : GfpFlags.None;
        var pfn = gfp == GfpFlags.None ? 0 : pages.Allocate(gfp | zone, 0, FrameUse.BounceBuffer);
        if (pfn == 0)
        {
            pfn = pool.Take();
            request.FromPool = pfn != 0;
        }

        request.BouncePfn = pfn;
        PagesInUse += pfn != 0 ? 1 : 0;
        return pfn != 0;
    }

    // The device reads or writes the page it was given; after a read the kernel copies it to where it belongs.
    private void Transfer(BlockRequest request, bool isThere)
    {
        var at = (long)(request.BouncePfn != 0 ? request.BouncePfn : request.Pfn) << PageSize.Shift;
        request.State = isThere ? BlockIoState.Completed : BlockIoState.PageGone;
        Span<byte> page = stackalloc byte[PageSize.Bytes];
        if (request.Direction == IoDirection.Write)
        {
            if (isThere || request.BouncePfn != 0)
            {
                ram.Read(at, page);
                Disk.Write(request.Sector, page);
                request.State = BlockIoState.Completed;
            }

            return;
        }

        Disk.Read(request.Sector, page);
        if (isThere || request.BouncePfn != 0)
        {
            ram.Write(at, page);
        }

        if (isThere && request.BouncePfn != 0)
        {
            // Done by the device's interrupt, on CPU 0.
            var bytes = new byte[PageSize.Bytes];
            ram.Read(at, bytes);
            windows.Write(0, request.Pfn, "KM_BOUNCE_READ", bytes);
        }
    }

    // bounce_end_io, mempool_free: the pool is filled before the allocator gets anything back.
    private void Give(BouncePool pool, BlockRequest request)
    {
        PagesInUse--;
        if (pool.IsFull)
        {
            pages.Free(request.BouncePfn, 0);
        }
        else
        {
            pool.Add(request.BouncePfn);
        }

        if (request.HasBufferHead && spareHeads.Count >= rules.PoolPages)
        {
            slab.Free(request.BufferHead);
        }
        else if (request.HasBufferHead)
        {
            spareHeads.Push(request.BufferHead);
        }
    }
}
