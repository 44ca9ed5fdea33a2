using System.Numerics;
using Highmem.Addressing;
using Highmem.Kernel;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Vmalloc;

/// <summary>
/// vmalloc and vfree (mm/vmalloc.c). The kernels keep a sorted list (2.6.31 a tree beside it) and walk it for the
/// lowest hole; here <see cref="AddressWindow"/> finds the same hole at once, and tells how far the walk would have gone.
/// </summary>
internal sealed class VmallocSpace
{
    private const int PointerBytes = 4;
    private readonly MemoryLayout layout;
    private readonly KernelProfile profile;
    private readonly AreaPlacement placement;
    private readonly PageAllocator pages;
    private readonly KmallocCaches slab;
    private readonly AreaMapper mapper;
    private readonly Processors processors;
    private readonly CostCounters costs;
    private readonly KernelLog log;
    private readonly AddressWindow window;
    private readonly VmStruct?[] areas;
    private readonly List<VmStruct> lazy = [];
    private readonly int firstPage;
    private readonly int gapPages;
    private readonly long lazyMaxPages;
    private readonly Action<int>? freeMappedPage;

    public VmallocSpace(
        MemoryLayout layout,
        PageAllocator pages,
        KmallocCaches slab,
        AreaMapper mapper,
        Processors processors,
        CostCounters costs,
        KernelLog log,
        bool guardless
    )
    {
        this.layout = layout;
        this.pages = pages;
        this.slab = slab;
        this.mapper = mapper;
        this.processors = processors;
        this.costs = costs;
        this.log = log;
        profile = layout.Profile;
        placement = profile.Placement;
        GuardBytes = guardless ? 0 : PageSize.Bytes;
        GapAfterArea = guardless ? 0 : placement.GapAfterArea;
        gapPages = GapAfterArea >> PageSize.Shift;
        firstPage = layout.VmallocStart.PageNumber;

        // Up to the top of the address space: 2.4.21 and 2.6.9 can place an area beyond VMALLOC_END.
        var windowPages = VirtualAddress.EndOfSpace.PageNumber - firstPage;
        window = new AddressWindow(windowPages);
        areas = new VmStruct?[windowPages];
        freeMappedPage = profile.PagesArray == PagesArrayRule.None ? FreeMappedPage : null;
        lazyMaxPages = (long)(BitOperations.Log2((uint)processors.Count) + 1) * profile.LazyPagesPerCpuStep;
    }

    /// <summary>Bytes left free behind an area and its guard page before the next one may begin.</summary>
    public int GapAfterArea { get; }

    /// <summary>Bytes of the guard page that ends an area of vmalloc.</summary>
    public int GuardBytes { get; }

    /// <summary>Whether vfree leaves entries in place until a purge.</summary>
    public bool IsLazy => profile.LazyPagesPerCpuStep > 0;

    /// <summary>Pages, guards included, of areas that wait for the purge (vmap_lazy_nr).</summary>
    public long LazyPages { get; private set; }

    /// <summary>Live areas.</summary>
    public int Count => window.Areas;

    /// <summary>Live areas in address order (vmlist).</summary>
    public IEnumerable<VmStruct> Live => Nodes.Where(a => !a.IsLazy);

    /// <summary>Live areas and those that wait for the purge, in address order.</summary>
    public IEnumerable<VmStruct> Nodes
    {
        get
        {
            for (var page = 0; page < areas.Length; page++)
            {
                if (areas[page] is { } area)
                {
                    yield return area;
                    page += (int)(area.Size >> PageSize.Shift) - 1;
                }
            }
        }
    }

    /// <summary>The live area that begins at an address, or null.</summary>
    public VmStruct? Find(VirtualAddress address)
    {
        var page = address.PageNumber - firstPage;
        return address.IsPageAligned && page >= 0 && page < areas.Length && areas[page] is { IsLazy: false } area
            ? area
            : null;
    }

    /// <summary>vmalloc; null with the reason where the kernel returns NULL.</summary>
    public VmStruct? Allocate(long size, string caller, out VmallocFailure failure)
    {
        // Rounding up or the guard page would carry an unsigned long of 32 bits over its end, to 0.
        var count = PageSize.PagesFor(size);
        if (size <= 0 || count > layout.NumPhysPages || (count + 1) << PageSize.Shift > uint.MaxValue)
        {
            failure = VmallocFailure.InvalidSize;
            return null;
        }

        var area = PlaceArea((count << PageSize.Shift) + GuardBytes, size, VmFlags.Alloc, caller, out failure);
        if (area is null)
        {
            return null;
        }

        failure = profile.PagesArray == PagesArrayRule.None ? FillPageByPage(area) : FillThenMap(area);
        if (failure == VmallocFailure.None)
        {
            return area;
        }

        FreeArea(area);
        return null;
    }

    /// <summary>vfree. What the kernel complains about goes to its log.</summary>
    public VfreeResult Free(VirtualAddress address)
    {
        if (address == VirtualAddress.Zero)
        {
            return VfreeResult.Null;
        }

        if (!address.IsPageAligned)
        {
            log.Print(KernelMessages.VfreeBadAddress(address));
            return VfreeResult.BadAddress;
        }

        if (Find(address) is not { } area)
        {
            log.Print(KernelMessages.VfreeNonexistent(address));
            return VfreeResult.NoSuchArea;
        }

        FreeArea(area);
        return VfreeResult.Freed;
    }

    /// <summary>Clears the entries of all lazily freed areas, with one flush, and gives their addresses back.</summary>
    public void Purge()
    {
        if (lazy.Count == 0)
        {
            return;
        }

        foreach (var area in lazy)
        {
            mapper.Unmap(area.Address, area.Size);
            ReleaseAddresses(area);
        }

        lazy.Clear();
        LazyPages = 0;
        processors.FlushAll();
        costs.Purges++;
    }

    // 2.4.21 get_vm_area, 2.6.9 __get_vm_area, 2.6.31 __get_vm_area_node
    private VmStruct? PlaceArea(long size, long requested, VmFlags flags, string caller, out VmallocFailure failure)
    {
        failure = VmallocFailure.NoDescriptor;
        var descriptor = slab.Allocate(profile.VmStructSize, profile.GfpKernel);
        if (descriptor < 0)
        {
            return null;
        }

        long vmapArea = -1;
        if (placement.SearchesTree)
        {
            vmapArea = slab.Allocate(profile.VmapAreaSize, profile.GfpKernel);
            if (vmapArea < 0)
            {
                slab.Free(descriptor);
                return null;
            }
        }

        var page = FindHole(size, out failure);
        if (page < 0)
        {
            slab.Free(descriptor);
            if (vmapArea >= 0)
            {
                slab.Free(vmapArea);
            }

            return null;
        }

        var area = new VmStruct
        {
            Address = VirtualAddress.FromPage(firstPage + page),
            Size = size,
            Guard = GuardBytes,
            RequestedSize = requested,
            Flags = flags,
            Caller = caller,
            Descriptor = descriptor,
            VmapArea = vmapArea,
        };
        var count = (int)(size >> PageSize.Shift);
        areas[page] = area;
        window.Add(page, count, gapPages);
        return area;
    }

    private int FindHole(long size, out VmallocFailure failure)
    {
        var page = FindHoleOnce(size, out failure);
        if (page < 0 && lazy.Count > 0)
        {
            Purge();
            page = FindHoleOnce(size, out failure);
        }

        if (failure == VmallocFailure.OutOfVmallocSpace)
        {
            log.Print(profile.Rules.Messages.OutOfVmallocSpace(size));
        }

        return page;
    }

    private int FindHoleOnce(long size, out VmallocFailure failure)
    {
        var count = (int)(size >> PageSize.Shift);
        var page = window.FindFree(count);
        var isListEmpty = window.Areas == 0;
        CountScan(page);
        if (page < 0)
        {
            failure =
                isListEmpty && !placement.ChecksEndAlways
                    ? VmallocFailure.WrapsAround
                    : VmallocFailure.OutOfVmallocSpace;
            return -1;
        }

        var checksEnd = placement.ChecksEndAlways || !isListEmpty;
        var end = VirtualAddress.FromPage(firstPage + page) + size;
        failure = checksEnd && end > layout.VmallocEnd ? VmallocFailure.OutOfVmallocSpace : VmallocFailure.None;
        return failure == VmallocFailure.None ? page : -1;
    }

    // The list is walked to the hole and one area beyond, if there is one. With a tree, the search steps over the
    // areas before the hole, and inserting into the list walks past the same ones again.
    private void CountScan(int page)
    {
        var passed = page < 0 ? window.Areas : window.AreasBefore(page);
        var looked = Math.Min(passed + 1, window.Areas);
        costs.NodesScanned += placement.SearchesTree && page >= 0 ? looked + passed : looked;
    }

    // 2.4.21: page after page, straight into the tables
    private VmallocFailure FillPageByPage(VmStruct area)
    {
        var range = area.Usable;
        for (var address = range.Start; address < range.End; address += PageSize.Bytes)
        {
            var entry = mapper.EntryFor(address);
            if (entry < 0)
            {
                PrintAllocationFailure(profile.GfpKernel);
                return VmallocFailure.NoPageTable;
            }

            var pfn = AllocatePage();
            if (pfn == 0)
            {
                return VmallocFailure.OutOfPages;
            }

            if (!mapper.SetPage(entry, pfn))
            {
                log.Print("alloc_area_pte: page already exists");
            }
        }

        return VmallocFailure.None;
    }

    // 2.6: the pages array, then all pages, then the tables
    private VmallocFailure FillThenMap(VmStruct area)
    {
        var count = area.Usable.Pages;
        var failure = AllocatePagesArray(area, count);
        if (failure != VmallocFailure.None)
        {
            return failure;
        }

        area.Pages = new int[count];
        while (area.PageCount < count)
        {
            var pfn = AllocatePage();
            if (pfn == 0)
            {
                return VmallocFailure.OutOfPages;
            }

            area.Pages[area.PageCount++] = pfn;
        }

        for (var i = 0; i < count; i++)
        {
            var address = area.Address + ((long)i << PageSize.Shift);
            var entry = mapper.EntryFor(address);
            if (entry < 0)
            {
                PrintAllocationFailure(profile.GfpKernel);
                return VmallocFailure.NoPageTable;
            }

            mapper.SetPage(entry, area.Pages[i]);
        }

        return VmallocFailure.None;
    }

    private VmallocFailure AllocatePagesArray(VmStruct area, int count)
    {
        var bytes = (long)count * PointerBytes;
        if (profile.PagesArray == PagesArrayRule.KmallocOrVmalloc && bytes > PageSize.Bytes)
        {
            // Placed after its own area, from the same zones, and cleared.
            area.PagesArea = Allocate(bytes, area.Caller, out _);
            if (area.PagesArea is null)
            {
                return VmallocFailure.NoPagesArray;
            }

            area.Flags |= VmFlags.Vpages;
            Clear(area.PagesArea.Pages);
            return VmallocFailure.None;
        }

        area.PagesArray = slab.Allocate(bytes, profile.GfpKernel);
        return area.PagesArray < 0 ? VmallocFailure.NoPagesArray : VmallocFailure.None;
    }

    private void Clear(int[] frames)
    {
        foreach (var pfn in frames)
        {
            mapper.ClearPage(pfn);
        }

        costs.PagesZeroed += frames.Length;
    }

    private int AllocatePage()
    {
        var gfp = profile.GfpKernel | GfpFlags.Highmem;
        var pfn = pages.Allocate(gfp, 0, FrameUse.Vmalloc);
        if (pfn == 0)
        {
            PrintAllocationFailure(gfp);
        }

        return pfn;
    }

    private void PrintAllocationFailure(GfpFlags gfp) =>
        log.Print(profile.Rules.Messages.PageAllocationFailure("insmod", 0, (int)gfp));

    private void FreeArea(VmStruct area)
    {
        if (IsLazy)
        {
            FreeLazily(area);
        }
        else
        {
            mapper.Unmap(area.Address, area.Size, freeMappedPage);
            processors.FlushAll();
            ReleaseAddresses(area);
        }

        foreach (var pfn in area.Pages.AsSpan(0, area.PageCount))
        {
            pages.Free(pfn, 0);
        }

        if (area.PagesArea is { } arrayArea)
        {
            FreeArea(arrayArea);
        }

        if (area.PagesArray >= 0)
        {
            slab.Free(area.PagesArray);
        }

        slab.Free(area.Descriptor);
    }

    // 2.4.21 keeps no list of an area's pages: it frees what the entries point at, if that is memory of its own.
    private void FreeMappedPage(int pfn)
    {
        if (pfn < pages.Frames.Count && pages.Frames.Use(pfn) == FrameUse.Vmalloc)
        {
            pages.Free(pfn, 0);
        }
    }

    private void FreeLazily(VmStruct area)
    {
        area.IsLazy = true;
        window.Uncount(area.Address.PageNumber - firstPage);
        if (layout.Config.DebugPageAlloc)
        {
            mapper.Unmap(area.Address, area.Size);
            processors.FlushAll();
        }

        lazy.Add(area);
        LazyPages += area.Size >> PageSize.Shift;
        if (LazyPages > lazyMaxPages)
        {
            Purge();
        }
    }

    private void ReleaseAddresses(VmStruct area)
    {
        var page = area.Address.PageNumber - firstPage;
        var count = (int)(area.Size >> PageSize.Shift);
        areas[page] = null;
        window.Release(page, count, gapPages);
        if (area.VmapArea >= 0)
        {
            slab.Free(area.VmapArea);
        }
    }
}
