using System.Numerics;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Layout;
using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>
/// kmalloc and kfree: objects of fixed sizes cut from slabs in low memory, physically contiguous. An object is known
/// by its physical address. The caches are empty when the machine has booted: what the real kernel's boot allocates
/// from them is not modelled.
/// </summary>
internal sealed class KmallocCaches
{
    // A table finds the cache of a size up to here, by steps of 8 bytes.
    private const int TableStep = 8;
    private const int TableLimit = 4096;
    private readonly SlabRules rules;
    private readonly SlabPages pages;
    private readonly KmallocCache[] normal;
    private readonly KmallocCache?[] dma;
    private readonly List<KmallocCache> newestFirst = [];
    private readonly byte[] indexBySize = new byte[(TableLimit / TableStep) + 1];
    private readonly int[] sizes;
    private CacheSite site;

    /// <summary>The caches that boot makes.</summary>
    /// <param name="layout">How much memory there is.</param>
    /// <param name="rules">The kernel's rules.</param>
    /// <param name="texts">The kernel's words.</param>
    /// <param name="allocator">Where slabs come from.</param>
    /// <param name="log">The kernel log.</param>
    /// <param name="processors">CPUs online.</param>
    public KmallocCaches(
        MemoryLayout layout,
        SlabRules rules,
        ISlabTexts texts,
        PageAllocator allocator,
        KernelLog log,
        int processors
    )
    {
        this.rules = rules;
        sizes = [.. rules.KmallocSizes];
        pages = new SlabPages(allocator, texts, log);
        site = new CacheSite(
            rules,
            pages,
            layout.Config.NrCpus > 1,
            processors,
            layout.NumPhysPages > (32 << 20) >> PageSize.Shift ? rules.BreakOrder : rules.BreakOrderSmall,
            OffSlabLimit: 0,
            bytes => normal!.First(c => c is not null && c.ObjectSize >= bytes)
        );
        normal = new KmallocCache[sizes.Length];
        dma = new KmallocCache?[sizes.Length];
        CreateCaches();
        for (var i = 1; i < indexBySize.Length; i++)
        {
            indexBySize[i] = (byte)Array.FindIndex(sizes, size => size >= i * TableStep);
        }
    }

    /// <summary>The largest object kmalloc has a cache for.</summary>
    public int LargestSize => sizes[^1];

    /// <summary>Pages held by slabs.</summary>
    public long SlabPages => pages.Pages;

    /// <summary>Pages handed out as blocks too large for a cache.</summary>
    public long LargePages { get; private set; }

    /// <summary>Objects handed out and not freed, the kernel's own included.</summary>
    public long ObjectsInUse => newestFirst.Sum(c => c.Allocated);

    /// <summary>The caches in the kernel's order: the newest first.</summary>
    public IReadOnlyList<KmallocCache> Caches => newestFirst;

    /// <summary>All slabs.</summary>
    public IEnumerable<ObjectSlab> Slabs => pages.Slabs;

    /// <summary>Takes an object for the kernel's own books, with GFP_KERNEL.</summary>
    /// <returns>Its physical address, or minus a <see cref="KmallocFailure"/>.</returns>
    public long Allocate(long size) => Allocate(size, pages.GfpKernel);

    /// <summary>Takes an object for the kernel's own books.</summary>
    /// <returns>Its physical address, or minus a <see cref="KmallocFailure"/>.</returns>
    public long Allocate(long size, GfpFlags gfp) => Allocate(size, gfp, ObjectSlab.Held);

    /// <summary>kmalloc for a caller; not of 0 bytes where that has no memory.</summary>
    /// <returns>The physical address, or minus a <see cref="KmallocFailure"/>.</returns>
    public long AllocateForCaller(long size, GfpFlags gfp) => Allocate(size, gfp, ObjectSlab.Used);

    /// <summary>Makes a cache of its own for one kind of object (kmem_cache_create).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">Bytes of an object, which is aligned to a cache line.</param>
    /// <param name="constructor">What is done with each object of a new slab, by its physical address; null for nothing.</param>
    public KmallocCache CreateCache(string name, int size, Action<long>? constructor = null)
    {
        var cache = rules.Objects.Create(name, isDma: false, size, site);
        cache.Constructor = constructor;
        newestFirst.Insert(0, cache);
        return cache;
    }

    /// <summary>Takes an object of such a cache.</summary>
    /// <returns>Its physical address, or minus a <see cref="KmallocFailure"/>.</returns>
    public static long Allocate(KmallocCache cache, GfpFlags gfp) => cache.Allocate(gfp, ObjectSlab.Held);

    /// <summary>Gives an object back that is known to be one.</summary>
    public void Free(long address)
    {
        var pfn = (int)(address >> PageSize.Shift);
        if (pages.Frames.Use(pfn) == FrameUse.KmallocLarge)
        {
            FreeLarge(pfn);
            return;
        }

        var slab = pages.SlabOf(pfn);
        slab.Cache.Free(slab, IndexOf(slab, address));
    }

    /// <summary>Finds out what kfree would make of a physical address; frees nothing.</summary>
    /// <param name="address">The address in the direct map less PAGE_OFFSET, in 32 bits.</param>
    /// <param name="found">What lies there, if it is an object in use.</param>
    /// <param name="cache">The cache of the page, if it has one.</param>
    public KfreeResult Examine(long address, out FoundObject found, out KmallocCache? cache)
    {
        found = default;
        cache = null;
        var pfn = address >> PageSize.Shift;
        if (pfn >= pages.Frames.Count)
        {
            return KfreeResult.OutOfRange;
        }

        switch (pages.Frames.Use((int)pfn))
        {
            case FrameUse.Slab:
                var slab = pages.SlabOf((int)pfn);
                cache = slab.Cache;
                return ExamineObject(slab, address, out found);
            case FrameUse.KmallocLarge:
                // Any address in the block stands for all of it.
                var head = pages.HeadOf((int)pfn);
                found = new("", (long)head << PageSize.Shift, (long)PageSize.Bytes << pages.Frames.BlockOrder(head));
                return KfreeResult.Freed;
            default:
                return KfreeResult.NotInSlab;
        }
    }

    /// <summary>The object that a physical address lies in, free ones too; null if it lies in none.</summary>
    public PlacedObject? ObjectAt(long address)
    {
        var pfn = (int)(address >> PageSize.Shift);
        if (pages.Frames.Use(pfn) == FrameUse.KmallocLarge)
        {
            var head = pages.HeadOf(pfn);
            var size = (long)PageSize.Bytes << pages.Frames.BlockOrder(head);
            return new PlacedObject("", (long)head << PageSize.Shift, size, "in use");
        }

        if (pages.Frames.Use(pfn) != FrameUse.Slab)
        {
            return null;
        }

        var slab = pages.SlabOf(pfn);
        var index = IndexOf(slab, address);
        return address < slab.Start || index >= slab.Objects
            ? null // management of the slab, or what is left over
            : new PlacedObject(
                slab.Cache.Name,
                slab.AddressOf(index),
                slab.Cache.ObjectSize,
                StateOf(slab.Links[index])
            );
    }

    private static string StateOf(short link) =>
        link switch
        {
            ObjectSlab.Used => "in use",
            ObjectSlab.Held => "in use by the kernel's own books",
            ObjectSlab.Waiting => "free, in a per-CPU array",
            _ => "free",
        };

    /// <summary>The name of the cache that serves a size, and the bytes it gives; no name for whole pages.</summary>
    public FoundObject Describe(long address)
    {
        Examine(address, out var found, out _);
        return found;
    }

    private static KfreeResult ExamineObject(ObjectSlab slab, long address, out FoundObject found)
    {
        found = default;
        var index = IndexOf(slab, address);
        if (address < slab.Start || index >= slab.Objects || slab.AddressOf(index) != address)
        {
            return KfreeResult.NotAnObject;
        }

        var state = slab.Links[index];
        if (state is not (ObjectSlab.Used or ObjectSlab.Held))
        {
            return KfreeResult.AlreadyFree;
        }

        found = new(slab.Cache.Name, address, slab.Cache.ObjectSize);
        return state == ObjectSlab.Used ? KfreeResult.Freed : KfreeResult.KernelsOwn;
    }

    private static int IndexOf(ObjectSlab slab, long address) =>
        (int)((uint)(address - slab.Start) / (uint)slab.Cache.ObjectSize);

    private long Allocate(long size, GfpFlags gfp, short state)
    {
        if ((ulong)size > (ulong)LargestSize)
        {
            return rules.Objects.LargeFromPages && size > 0 ? AllocateLarge(size, gfp) : -(long)KmallocFailure.TooLarge;
        }

        var index = IndexOfSize((int)size);
        var cache = (gfp & GfpFlags.Dma) == GfpFlags.None ? normal[index] : DmaCache(index);
        return cache.Allocate(gfp, state);
    }

    private int IndexOfSize(int size)
    {
        if (size <= TableLimit)
        {
            return indexBySize[(size + TableStep - 1) / TableStep];
        }

        var index = sizes.Length - 1;
        while (sizes[index - 1] >= size)
        {
            index--;
        }

        return index;
    }

    // kmalloc_large
    private long AllocateLarge(long size, GfpFlags gfp)
    {
        var order = BitOperations.Log2((ulong)(size - 1) >> PageSize.Shift) + 1;
        if (order >= pages.MaxOrder)
        {
            return -(long)KmallocFailure.TooLarge;
        }

        if ((gfp & ~rules.AllowedFlags) != GfpFlags.None)
        {
            return -(long)KmallocFailure.BadFlags;
        }

        var pfn = pages.TakeLarge(gfp | GfpFlags.Compound, order);
        if (pfn == 0)
        {
            return -(long)KmallocFailure.OutOfPages;
        }

        LargePages += 1L << order;
        return (long)pfn << PageSize.Shift;
    }

    private void FreeLarge(int pfn)
    {
        var head = pages.HeadOf(pfn);
        LargePages -= 1L << pages.Frames.BlockOrder(head);
        pages.GiveLarge(head);
    }

    // kmem_cache_sizes_init, kmem_cache_init
    private void CreateCaches()
    {
        foreach (var i in rules.Objects.CreationOrder(sizes))
        {
            normal[i] = Create(i, isDma: false);
            if (!normal[i].Geometry.OffSlab)
            {
                // 2.4 reckons with two bytes an index here, though its indices take four.
                site = site with
                {
                    OffSlabLimit = (sizes[i] - rules.ManagementSize) / sizeof(short),
                };
            }

            if (rules.Objects.MakesDmaCachesAtBoot)
            {
                dma[i] = Create(i, isDma: true);
            }
        }
    }

    private KmallocCache DmaCache(int index) => dma[index] ??= Create(index, isDma: true);

    private KmallocCache Create(int index, bool isDma)
    {
        var cache = rules.Objects.Create(rules.NameOf(sizes[index], isDma), isDma, sizes[index], site);
        newestFirst.Insert(0, cache);
        return cache;
    }
}
