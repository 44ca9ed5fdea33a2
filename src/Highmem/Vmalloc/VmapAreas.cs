using System.Numerics;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Vmalloc;

/// <summary>
/// Which addresses of vmalloc space are taken (vmlist, and the tree of vmap_area where there is one). Where areas are freed
/// lazily, they keep their addresses until the purge.
/// </summary>
internal sealed class VmapAreas
{
    private readonly MemoryLayout layout;
    private readonly VmallocRules rules;
    private readonly IVmallocTexts texts;
    private readonly KmallocCaches slab;
    private readonly AreaMapper mapper;
    private readonly Processors processors;
    private readonly CostCounters costs;
    private readonly KernelLog log;
    private readonly AreaSearch search;
    private readonly VmStruct?[] areas;
    private readonly bool[] givenUp;
    private readonly List<VmStruct> lazy = [];
    private readonly int firstPage;
    private readonly long lazyMaxPages;

    public VmapAreas(
        MemoryLayout layout,
        VmallocRules rules,
        IVmallocTexts texts,
        KmallocCaches slab,
        AreaMapper mapper,
        Processors processors,
        CostCounters costs,
        KernelLog log,
        bool guardless
    )
    {
        this.layout = layout;
        this.rules = rules;
        this.texts = texts;
        this.slab = slab;
        this.mapper = mapper;
        this.processors = processors;
        this.costs = costs;
        this.log = log;
        GuardBytes = guardless ? 0 : PageSize.Bytes;
        GapAfterArea = guardless ? 0 : rules.Search.GapAfterArea;
        firstPage = layout.VmallocStart.PageNumber;
        search = rules.Search.Create(layout, GapAfterArea);
        areas = new VmStruct?[VirtualAddress.EndOfSpace.PageNumber - firstPage];
        givenUp = rules.Free.KeepsEntries ? new bool[areas.Length] : [];
        lazyMaxPages = (long)(BitOperations.Log2((uint)processors.Count) + 1) * rules.Free.PagesPerCpuStep;
    }

    /// <summary>Bytes left free behind an area and its guard page before the next one may begin.</summary>
    public int GapAfterArea { get; }

    /// <summary>Bytes of the guard page that ends an area.</summary>
    public int GuardBytes { get; }

    /// <summary>Whether freed areas wait for a purge.</summary>
    public bool IsLazy => rules.Free.IsLazy;

    /// <summary>Pages, guards included, of areas that wait for the purge (vmap_lazy_nr).</summary>
    public long LazyPages { get; private set; }

    /// <summary>Areas of the list.</summary>
    public int Count => search.Listed;

    /// <summary>All areas, those outside the list and those that wait for the purge included, in address order.</summary>
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

    /// <summary>The area that begins at an address, unless it waits for the purge; null if there is none.</summary>
    public VmStruct? Find(VirtualAddress address)
    {
        var page = address.PageNumber - firstPage;
        return address.IsPageAligned && page >= 0 && page < areas.Length && areas[page] is { IsLazy: false } area
            ? area
            : null;
    }

    /// <summary>
    /// Where the next areas are placed, in order, in place of the lowest hole: to set up what another machine had. They
    /// must be free.
    /// </summary>
    public Queue<VirtualAddress> Places { get; } = [];

    /// <summary>Places an area; null with the reason where the kernel returns NULL.</summary>
    public VmStruct? Place(AreaRequest request, out VmallocFailure failure)
    {
        // 2.4.21 get_vm_area, 2.6.9 __get_vm_area, 2.6.31 __get_vm_area_node
        failure = VmallocFailure.NoDescriptor;
        var descriptor = request.IsListed ? slab.Allocate(rules.VmStructSize) : -1;
        if (request.IsListed && descriptor < 0)
        {
            return null;
        }

        var hasVmapArea = rules.VmapAreaSize > 0;
        var vmapArea = hasVmapArea ? slab.Allocate(rules.VmapAreaSize) : -1;
        var page = hasVmapArea && vmapArea < 0 ? -1 : FindHole(request, out failure);
        if (page < 0)
        {
            FreeObject(descriptor);
            FreeObject(vmapArea);
            return null;
        }

        var area = new VmStruct
        {
            Address = VirtualAddress.FromPage(firstPage + page),
            Size = request.Size,
            Guard = request.Guard,
            RequestedSize = request.RequestedSize,
            Flags = request.Flags,
            Caller = request.Caller,
            Descriptor = descriptor,
            VmapArea = vmapArea,
        };
        areas[page] = area;
        search.Add(page, (int)(request.Size >> PageSize.Shift), request.IsListed);
        return area;
    }

    /// <summary>Takes an area's entries and addresses back, at once or lazily. Its pages are not touched.</summary>
    /// <param name="area">The area.</param>
    /// <param name="unmapped">Told of each page whose entry is cleared at once.</param>
    public void Remove(VmStruct area, Action<int>? unmapped = null) => rules.Free.Remove(this, area, unmapped);

    /// <summary>Clears an area's entries, flushes and gives its addresses back.</summary>
    public void RemoveAtOnce(VmStruct area, Action<int>? unmapped)
    {
        mapper.Unmap(area.Address, area.Size, unmapped);
        processors.FlushAll();
        ReleaseAddresses(area);
    }

    /// <summary>
    /// Addresses are freed, but stay mapped and taken until the purge: who still uses them reads what may be anybody's
    /// by now. With DEBUG_PAGEALLOC their entries are cleared at once (vmap_debug_free_range).
    /// </summary>
    public void GiveUp(VirtualAddress start, long size)
    {
        MarkGivenUp(start.PageNumber - firstPage, (int)(size >> PageSize.Shift), true);
        if (layout.Config.DebugPageAlloc)
        {
            mapper.Unmap(start, size);
            processors.FlushAll();
        }
    }

    /// <summary>Leaves an area to the purge, which may follow at once (free_unmap_vmap_area_noflush).</summary>
    public void RemoveLazily(VmStruct area)
    {
        area.IsLazy = true;
        search.Unlist(area.Address.PageNumber - firstPage);
        lazy.Add(area);
        LazyPages += area.Size >> PageSize.Shift;
        if (LazyPages > lazyMaxPages)
        {
            Purge();
        }
    }

    /// <summary>Whether an address has been freed and is still mapped, as the purge has yet to come.</summary>
    public bool IsGivenUp(VirtualAddress address) =>
        address.PageNumber - firstPage is >= 0 and var page && page < givenUp.Length && givenUp[page];

    /// <summary>Gives the vm_struct of an area back.</summary>
    public void FreeDescriptor(VmStruct area) => FreeObject(area.Descriptor);

    /// <summary>
    /// Clears the entries of all lazily freed areas, with one flush, and gives their addresses back
    /// (__purge_vmap_area_lazy).
    /// </summary>
    /// <param name="flush">Whether to flush even if there is none.</param>
    public void Purge(bool flush = false)
    {
        foreach (var area in lazy)
        {
            mapper.Unmap(area.Address, area.Size);
        }

        if (lazy.Count > 0 || flush)
        {
            processors.FlushAll();
        }

        costs.Purges += lazy.Count > 0 ? 1 : 0;
        foreach (var area in lazy)
        {
            ReleaseAddresses(area);
        }

        lazy.Clear();
        LazyPages = 0;
    }

    private int FindHole(AreaRequest request, out VmallocFailure failure)
    {
        if (Places.TryDequeue(out var place))
        {
            failure = VmallocFailure.None;
            return place.PageNumber - firstPage;
        }

        var page = FindHoleOnce(request, out failure);
        if (page < 0 && lazy.Count > 0)
        {
            Purge();
            page = FindHoleOnce(request, out failure);
        }

        if (failure == VmallocFailure.OutOfVmallocSpace)
        {
            log.Print(texts.OutOfVmallocSpace(request.Size));
        }

        return page;
    }

    private int FindHoleOnce(AreaRequest request, out VmallocFailure failure)
    {
        var found = search.Find(request, this);
        costs.NodesScanned += found.NodesScanned;
        failure = found.Failure;
        return found.Page;
    }

    private void ReleaseAddresses(VmStruct area)
    {
        var page = area.Address.PageNumber - firstPage;
        areas[page] = null;
        MarkGivenUp(page, (int)(area.Size >> PageSize.Shift), false);
        search.Release(page, (int)(area.Size >> PageSize.Shift));
        FreeObject(area.VmapArea);
    }

    private void MarkGivenUp(int page, int count, bool value)
    {
        if (givenUp.Length > 0)
        {
            givenUp.AsSpan(page, count).Fill(value);
        }
    }

    private void FreeObject(long address)
    {
        if (address >= 0)
        {
            slab.Free(address);
        }
    }
}
