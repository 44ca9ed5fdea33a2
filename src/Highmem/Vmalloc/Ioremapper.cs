using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Vmalloc;

/// <summary>
/// ioremap and iounmap (2.4.21, 2.6.9 arch/i386/mm/ioremap.c; 2.6.31 arch/x86/mm/ioremap.c). Not modelled: where the
/// range lies below high_memory, 2.6.9 and 2.6.31 also change the cache attribute in the direct map.
/// </summary>
internal sealed class Ioremapper
{
    private const long FourGigabytes = 1L << 32;
    private const long IsaStart = 0xA0000;
    private const long IsaEnd = 0x100000;
    private readonly MemoryLayout layout;
    private readonly IoremapRules rules;
    private readonly IVmallocTexts texts;
    private readonly VmallocSpace space;
    private readonly AreaMapper mapper;
    private readonly Func<int, bool> isReserved;
    private readonly Processors processors;
    private readonly CostCounters costs;
    private readonly KernelLog log;
    private readonly EntryBits pageFlags;

    /// <summary>ioremap with nothing mapped.</summary>
    /// <param name="layout">The borders.</param>
    /// <param name="rules">The kernel's rules.</param>
    /// <param name="texts">The kernel's words.</param>
    /// <param name="space">vmalloc space.</param>
    /// <param name="slab">Memory for the records of cache attributes.</param>
    /// <param name="mapper">Writes entries.</param>
    /// <param name="isReserved">Whether a frame of mem_map is PageReserved.</param>
    /// <param name="processors">Flushes TLBs.</param>
    /// <param name="costs">Counts.</param>
    /// <param name="log">The kernel log.</param>
    /// <param name="pageFlags">PAGE_KERNEL.</param>
    public Ioremapper(
        MemoryLayout layout,
        IoremapRules rules,
        IVmallocTexts texts,
        VmallocSpace space,
        KmallocCaches slab,
        AreaMapper mapper,
        Func<int, bool> isReserved,
        Processors processors,
        CostCounters costs,
        KernelLog log,
        EntryBits pageFlags
    )
    {
        this.layout = layout;
        this.rules = rules;
        this.texts = texts;
        this.space = space;
        this.mapper = mapper;
        this.isReserved = isReserved;
        this.processors = processors;
        this.costs = costs;
        this.log = log;
        this.pageFlags = pageFlags;
        Memtypes = new MemtypeList(slab, texts, log);
    }

    /// <summary>The cache attributes of what is mapped; empty where the kernel keeps none.</summary>
    public MemtypeList Memtypes { get; }

    /// <summary>ioremap and its like.</summary>
    /// <param name="physical">The first byte.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="mode">What is asked for.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="area">The new area; null for the ISA hole, which is always mapped.</param>
    /// <param name="failure">Why the kernel returned NULL.</param>
    /// <returns>The address of the first byte; 0 for NULL.</returns>
    public VirtualAddress Map(
        long physical,
        long size,
        IoremapMode mode,
        string caller,
        out VmStruct? area,
        out IoremapFailure failure
    )
    {
        area = null;
        var end = physical + size;
        failure = CheckRange(physical, end);
        if (failure != IoremapFailure.None)
        {
            return VirtualAddress.Zero;
        }

        if (physical >= IsaStart && end <= IsaEnd)
        {
            return layout.PageOffset + physical;
        }

        failure = CheckRam(physical, end);
        if (failure != IoremapFailure.None)
        {
            return VirtualAddress.Zero;
        }

        var start = PageSize.AlignDown(physical);
        end = PageSize.AlignUp(rules.LosesLastPage ? end - 1 : end);
        var cache = mode.CacheFlags;
        if (rules.TracksMemtypes)
        {
            failure = ReserveMemtype(start, end, ref cache);
            if (failure != IoremapFailure.None)
            {
                return VirtualAddress.Zero;
            }
        }

        area = MapRange(start, end - start, size, cache, caller, out failure);
        if (area is null)
        {
            Memtypes.Free(start, end);
            return VirtualAddress.Zero;
        }

        return area.Address + (physical - start);
    }

    /// <summary>iounmap.</summary>
    public VfreeResult Unmap(VirtualAddress address)
    {
        if (address <= layout.HighMemory)
        {
            return VfreeResult.DirectMap;
        }

        if (rules.IounmapIsVfree)
        {
            return space.Free(address.Page);
        }

        if (space.Find(address.Page) is not { } area)
        {
            log.Print(texts.IounmapBadAddress(address));
            return VfreeResult.NoSuchArea;
        }

        var result = space.CheckRemoval(area, AreaFunction.Iounmap);
        if (result == VfreeResult.Freed)
        {
            Memtypes.Free(area.Physical, area.Physical + area.Usable.Size);
            space.FreeArea(area);
        }

        return result;
    }

    private static IoremapFailure CheckRange(long physical, long end) =>
        end == physical ? IoremapFailure.InvalidRange
        : physical >= FourGigabytes ? IoremapFailure.AboveFourGigabytes
        : end > FourGigabytes ? IoremapFailure.InvalidRange
        : IoremapFailure.None;

    private IoremapFailure CheckRam(long physical, long end)
    {
        var first = physical >> PageSize.Shift;
        var last = (end - 1) >> PageSize.Shift;
        if (!rules.KnowsRamByMap)
        {
            var isLow = physical < layout.MaxLowPfn << PageSize.Shift;
            return isLow && HasUsedPage(first, last) ? IoremapFailure.IsRam : IoremapFailure.None;
        }

        return HasUsedRam(first, last - 1) ? IoremapFailure.IsRam
            : HasUsedRam(last, last) ? IoremapFailure.LastPageIsRam
            : IoremapFailure.None;
    }

    // Any page of mem_map that is not reserved; holes are.
    private bool HasUsedPage(long first, long last)
    {
        for (var pfn = first; pfn <= Math.Min(last, layout.NumPhysPages - 1); pfn++)
        {
            if (!isReserved((int)pfn))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasUsedRam(long first, long last) =>
        RamIn(first, last).Any(pfn => pfn < layout.NumPhysPages && !isReserved((int)pfn));

    // page_is_ram: page 0 and the ISA hole never are, whatever the map says.
    private IEnumerable<long> RamIn(long first, long last)
    {
        foreach (var range in layout.Map.Usable)
        {
            for (var pfn = Math.Max(first, range.FirstPfn); pfn <= Math.Min(last, range.EndPfn - 1); pfn++)
            {
                if (pfn != 0 && pfn is < (IsaStart >> PageSize.Shift) or >= (IsaEnd >> PageSize.Shift))
                {
                    yield return pfn;
                }
            }
        }
    }

    private IoremapFailure ReserveMemtype(long start, long end, ref int cache)
    {
        // Below 1 MB RAM counts as device memory here.
        var count = (end - start) >> PageSize.Shift;
        var ram = RamIn(Math.Max(start, IsaEnd) >> PageSize.Shift, (end >> PageSize.Shift) - 1).LongCount();
        if (ram > 0)
        {
            return ram < count ? IoremapFailure.PartlyRam
                : Memtypes.ReserveRam(start, end) ? IoremapFailure.None
                : IoremapFailure.CacheConflict;
        }

        // Write-back is had only where the MTRRs grant it, and these cover RAM.
        var wanted = cache;
        cache = cache == MemtypeList.WriteBack ? MemtypeList.UncachedMinus : cache;
        var failure = Memtypes.Reserve(start, end, ref cache);
        if (failure != IoremapFailure.None)
        {
            return failure;
        }

        if (
            wanted == MemtypeList.UncachedMinus && cache is MemtypeList.WriteBack or MemtypeList.WriteCombining
            || wanted == MemtypeList.WriteCombining && cache == MemtypeList.WriteBack
        )
        {
            Memtypes.Free(start, end);
            return IoremapFailure.CacheConflict;
        }

        return IoremapFailure.None;
    }

    private VmStruct? MapRange(
        long start,
        long bytes,
        long requested,
        int cache,
        string caller,
        out IoremapFailure failure
    )
    {
        var request = new AreaRequest(
            bytes + space.Areas.GuardBytes,
            space.Areas.GuardBytes,
            requested,
            VmFlags.Ioremap,
            caller
        )
        {
            Alignment = (int)(rules.Alignment.Of(bytes) >> PageSize.Shift),
        };
        if (bytes == 0)
        {
            log.Print(texts.IoremapOfNothing(++costs.Oopses));
            failure = IoremapFailure.RoundsToNothing;
            return null;
        }

        var area = space.Areas.Place(request, out var noPlace);
        failure = noPlace switch
        {
            VmallocFailure.None => IoremapFailure.None,
            VmallocFailure.NoDescriptor => IoremapFailure.NoDescriptor,
            VmallocFailure.WrapsAround => IoremapFailure.WrapsAround,
            _ => IoremapFailure.OutOfVmallocSpace,
        };
        if (area is null)
        {
            return null;
        }

        area.Physical = start;
        area.Bits = (rules.UsesPageKernel ? pageFlags : EntryBits.Kernel) | (EntryBits)cache;
        var isMapped = mapper.MapRange(area.Address, (int)(start >> PageSize.Shift), area.Usable.Pages, area.Bits);
        if (rules.Flushes)
        {
            processors.FlushAll();
        }

        if (isMapped)
        {
            return area;
        }

        failure = IoremapFailure.NoPageTable;
        space.FreeArea(area);
        return null;
    }
}
