using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Vmalloc;

/// <summary>vmalloc, vmap and what takes their areas back (mm/vmalloc.c).</summary>
internal sealed class VmallocSpace
{
    private readonly MemoryLayout layout;
    private readonly VmallocRules rules;
    private readonly IVmallocTexts texts;
    private readonly PageAllocator pages;
    private readonly KmallocCaches slab;
    private readonly AreaMapper mapper;
    private readonly CostCounters costs;
    private readonly KernelLog log;
    private readonly EntryBits pageFlags;
    private readonly Action<int>? freeMappedPage;

    public VmallocSpace(
        MemoryLayout layout,
        VmallocRules rules,
        IVmallocTexts texts,
        PageAllocator pages,
        KmallocCaches slab,
        AreaMapper mapper,
        VmapAreas areas,
        CostCounters costs,
        KernelLog log,
        EntryBits pageFlags
    )
    {
        this.layout = layout;
        this.rules = rules;
        this.texts = texts;
        this.pages = pages;
        this.slab = slab;
        this.mapper = mapper;
        this.costs = costs;
        this.log = log;
        this.pageFlags = pageFlags;
        Areas = areas;
        freeMappedPage = rules.PagesArray.KeepsList ? null : FreeMappedPage;
    }

    /// <summary>The addresses.</summary>
    public VmapAreas Areas { get; }

    /// <summary>Pages, guards included, of areas that wait for the purge (vmap_lazy_nr).</summary>
    public long LazyPages => Areas.LazyPages;

    /// <summary>Live areas of the list.</summary>
    public int Count => Areas.Count;

    /// <summary>Live areas in address order (vmlist).</summary>
    public IEnumerable<VmStruct> Live => Areas.Nodes.Where(a => a.IsListed);

    /// <summary>All areas, those outside the list and those that wait for the purge included, in address order.</summary>
    public IEnumerable<VmStruct> Nodes => Areas.Nodes;

    /// <summary>The live area of the list that begins at an address, or null.</summary>
    public VmStruct? Find(VirtualAddress address) => Areas.Find(address) is { IsListed: true } area ? area : null;

    /// <summary>vmalloc and its like; null with the reason where the kernel returns NULL.</summary>
    public VmStruct? Allocate(long size, VmallocVariant variant, string caller, out VmallocFailure failure)
    {
        var area = Allocate(size, FlagsOf(variant), caller, out failure);
        if (area is not null && variant == VmallocVariant.VmallocUser)
        {
            area.Flags |= VmFlags.UserMap;
        }

        return area;
    }

    /// <summary>vmap: shows page frames of others side by side.</summary>
    public VmStruct? Map(int[] frames, string caller, out VmallocFailure failure)
    {
        if (frames.Length == 0 || frames.Length > layout.NumPhysPages)
        {
            failure = VmallocFailure.InvalidSize;
            return null;
        }

        var bytes = (long)frames.Length << PageSize.Shift;
        var area = Areas.Place(
            new(bytes + Areas.GuardBytes, Areas.GuardBytes, bytes, VmFlags.Map, caller),
            out failure
        );
        if (area is null)
        {
            return null;
        }

        area.Mapped = frames;
        area.Bits = pageFlags;
        failure = mapper.MapPages(area.Address, frames, pageFlags) ? VmallocFailure.None : VmallocFailure.NoPageTable;
        if (failure == VmallocFailure.None)
        {
            return area;
        }

        FreeArea(area);
        return null;
    }

    /// <summary>vfree. What the kernel complains about goes to its log.</summary>
    public VfreeResult Free(VirtualAddress address) => Remove(address, AreaFunction.Vfree);

    /// <summary>vunmap.</summary>
    public VfreeResult Unmap(VirtualAddress address) => Remove(address, AreaFunction.Vunmap);

    /// <summary>
    /// Why a function would lose or spoil something with an area, which the kernels do not check;
    /// <see cref="VfreeResult.Freed"/> if it would not.
    /// </summary>
    public VfreeResult CheckRemoval(VmStruct area, AreaFunction function)
    {
        var isIoremap = area.Physical >= 0;
        if (area.PagesOf is not null)
        {
            return VfreeResult.HoldsPagesArray;
        }

        if (function != AreaFunction.Vfree && area.Flags.HasFlag(VmFlags.Alloc))
        {
            return VfreeResult.LosesPages;
        }

        if (rules.Ioremap.TracksMemtypes && isIoremap != (function == AreaFunction.Iounmap))
        {
            return isIoremap ? VfreeResult.LosesMemtype : VfreeResult.FreesForeignMemtype;
        }

        return isIoremap && !rules.PagesArray.KeepsList && MapsPagesInUse(area)
            ? VfreeResult.FreesForeignPages
            : VfreeResult.Freed;
    }

    /// <summary>Takes an area back with all that is its own.</summary>
    public void FreeArea(VmStruct area)
    {
        Areas.Remove(area, area.Physical < 0 ? freeMappedPage : null);
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

        Areas.FreeDescriptor(area);
    }

    private VfreeResult Remove(VirtualAddress address, AreaFunction function)
    {
        if (address == VirtualAddress.Zero)
        {
            return VfreeResult.Null;
        }

        if (!address.IsPageAligned)
        {
            log.Print(texts.VfreeBadAddress(address));
            return VfreeResult.BadAddress;
        }

        if (Find(address) is not { } area)
        {
            log.Print(texts.VfreeNonexistent(address));
            return VfreeResult.NoSuchArea;
        }

        var result = CheckRemoval(area, function);
        if (result == VfreeResult.Freed)
        {
            FreeArea(area);
        }

        return result;
    }

    private GfpFlags FlagsOf(VmallocVariant variant) =>
        pages.GfpKernel
        | variant switch
        {
            VmallocVariant.Vmalloc32 => GfpFlags.None,
            VmallocVariant.VmallocDma => GfpFlags.Dma,
            VmallocVariant.VmallocUser => GfpFlags.Highmem | GfpFlags.Zero,
            _ => GfpFlags.Highmem,
        };

    private VmStruct? Allocate(long size, GfpFlags gfp, string caller, out VmallocFailure failure)
    {
        // Rounding up or the guard page would carry an unsigned long of 32 bits over its end, to 0.
        var count = PageSize.PagesFor(size);
        if (size <= 0 || count > layout.NumPhysPages || (count + 1) << PageSize.Shift > uint.MaxValue)
        {
            failure = VmallocFailure.InvalidSize;
            return null;
        }

        var area = Areas.Place(
            new((count << PageSize.Shift) + Areas.GuardBytes, Areas.GuardBytes, size, VmFlags.Alloc, caller),
            out failure
        );
        if (area is null)
        {
            return null;
        }

        area.Bits = pageFlags;
        failure = rules.PagesArray.Fill(this, area, gfp);
        if (failure == VmallocFailure.None)
        {
            return area;
        }

        FreeArea(area);
        return null;
    }

    /// <summary>Gives an area page after page, straight into the tables.</summary>
    public VmallocFailure FillPageByPage(VmStruct area, GfpFlags gfp)
    {
        var range = area.Usable;
        for (var address = range.Start; address < range.End; address += PageSize.Bytes)
        {
            var entry = mapper.EntryFor(address);
            if (entry < 0)
            {
                return VmallocFailure.NoPageTable;
            }

            var pfn = AllocatePage(gfp);
            if (pfn == 0)
            {
                return VmallocFailure.OutOfPages;
            }

            if (!mapper.SetPage(entry, pfn, area.Bits))
            {
                log.Print(texts.PageAlreadyExists);
            }
        }

        return VmallocFailure.None;
    }

    /// <summary>Gives an area its pages array, then all pages, then the entries.</summary>
    public VmallocFailure FillThenMap(VmStruct area, GfpFlags gfp, PagesArrayPolicy array)
    {
        var count = area.Usable.Pages;
        var failure = AllocatePagesArray(area, count, gfp, array);
        if (failure != VmallocFailure.None)
        {
            return failure;
        }

        area.Pages = new int[count];
        while (area.PageCount < count)
        {
            var pfn = AllocatePage(gfp);
            if (pfn == 0)
            {
                return VmallocFailure.OutOfPages;
            }

            area.Pages[area.PageCount++] = pfn;
        }

        return mapper.MapPages(area.Address, area.Pages, area.Bits) ? VmallocFailure.None : VmallocFailure.NoPageTable;
    }

    private VmallocFailure AllocatePagesArray(VmStruct area, int count, GfpFlags gfp, PagesArrayPolicy array)
    {
        var bytes = PagesArrayPolicy.BytesFor(count);
        if (array.IsArea(count))
        {
            // Placed after its own area, from the same zones, and cleared.
            area.PagesArea = Allocate(bytes, gfp | GfpFlags.Zero, area.Caller, out var failure);
            if (area.PagesArea is null)
            {
                return failure == VmallocFailure.OutOfVmallocSpace
                    ? VmallocFailure.NoSpaceForPagesArray
                    : VmallocFailure.NoPagesArray;
            }

            area.PagesArea.PagesOf = area;
            area.Flags |= VmFlags.Vpages;
            return VmallocFailure.None;
        }

        area.PagesArray = slab.Allocate(bytes, gfp & ~GfpFlags.Highmem);
        return area.PagesArray < 0 ? VmallocFailure.NoPagesArray : VmallocFailure.None;
    }

    private int AllocatePage(GfpFlags gfp)
    {
        var pfn = pages.Allocate(gfp, 0, FrameUse.Vmalloc);
        if (pfn == 0)
        {
            pages.PrintFailure(TaskFacts.DefaultTask, 0, gfp);
        }
        else if ((gfp & GfpFlags.Zero) != GfpFlags.None)
        {
            mapper.ClearPage(pfn);
            costs.PagesZeroed++;
        }

        return pfn;
    }

    // Where there is no list of an area's pages, what the entries point at is freed, if that is memory of its own.
    private void FreeMappedPage(int pfn)
    {
        if (pfn < pages.Frames.Count && pages.Frames.Use(pfn) == FrameUse.Vmalloc)
        {
            pages.Free(pfn, 0);
        }
    }

    private bool MapsPagesInUse(VmStruct area)
    {
        var first = area.Physical >> PageSize.Shift;
        for (var pfn = first; pfn < Math.Min(first + area.Usable.Pages, pages.Frames.Count); pfn++)
        {
            if (
                pages.Frames.Use((int)pfn)
                is FrameUse.Vmalloc
                    or FrameUse.Pages
                    or FrameUse.Slab
                    or FrameUse.KmallocLarge
            )
            {
                return true;
            }
        }

        return false;
    }
}
