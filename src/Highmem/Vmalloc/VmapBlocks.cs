using System.Numerics;
using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Slab;

namespace Highmem.Vmalloc;

/// <summary>
/// vm_map_ram, vm_unmap_ram and vm_unmap_aliases (2.6.31 mm/vmalloc.c): small requests come from blocks of addresses
/// that each CPU keeps, larger ones get an area without guard page and without vm_struct. The tree that finds a block
/// by its address takes no memory here.
/// </summary>
internal sealed class VmapBlocks
{
    private readonly MemoryLayout layout;
    private readonly VmapBlockRules rules;
    private readonly VmapAreas areas;
    private readonly KmallocCaches slab;
    private readonly AreaMapper mapper;
    private readonly EntryBits pageFlags;
    private readonly List<VmapBlock>[] queues;

    /// <summary>CPUs without blocks.</summary>
    /// <param name="layout">The borders.</param>
    /// <param name="rules">The sizes.</param>
    /// <param name="areas">The addresses.</param>
    /// <param name="slab">Memory for the blocks' records.</param>
    /// <param name="mapper">Writes entries.</param>
    /// <param name="processors">CPUs.</param>
    /// <param name="pageFlags">PAGE_KERNEL.</param>
    public VmapBlocks(
        MemoryLayout layout,
        VmapBlockRules rules,
        VmapAreas areas,
        KmallocCaches slab,
        AreaMapper mapper,
        int processors,
        EntryBits pageFlags
    )
    {
        this.layout = layout;
        this.rules = rules;
        this.areas = areas;
        this.slab = slab;
        this.mapper = mapper;
        this.pageFlags = pageFlags;
        queues = [.. Enumerable.Range(0, processors).Select(_ => new List<VmapBlock>())];
        Bits = rules.Bits(layout.Config.NrCpus);
    }

    /// <summary>VMAP_BBMAP_BITS: pages of a block.</summary>
    public int Bits { get; }

    /// <summary>
    /// Whether the pages of a block are a power of two. With an odd NR_CPUS they are not, and the kernel's rounding
    /// goes astray.
    /// </summary>
    public bool IsUsable => BitOperations.IsPow2(Bits);

    /// <summary>Blocks that still have pages to give, of all CPUs; the newest of a CPU first.</summary>
    public IEnumerable<VmapBlock> Open => queues.SelectMany(queue => queue);

    /// <summary>vm_map_ram: the area that was used, or null with the reason.</summary>
    /// <param name="frames">What to map.</param>
    /// <param name="processor">The CPU it runs on.</param>
    /// <param name="address">Where it is mapped.</param>
    /// <param name="failure">Why the kernel returned NULL.</param>
    public VmStruct? Map(int[] frames, int processor, out VirtualAddress address, out VmallocFailure failure)
    {
        address = default;
        if (frames.Length > rules.MaxPages)
        {
            return MapAlone(frames, ref address, out failure);
        }

        var count = (int)BitOperations.RoundUpToPowerOf2((uint)frames.Length);
        var (block, page) = Take(count, processor, out failure);
        if (block is null)
        {
            return null;
        }

        address = block.Area.Address + ((long)page << PageSize.Shift);
        if (!mapper.MapPages(address, frames, pageFlags))
        {
            failure = VmallocFailure.NoPageTable;
            Drop(block, page, count);
            return null;
        }

        block.Mapped.Add(page, frames);
        return block.Area;
    }

    /// <summary>vm_unmap_ram.</summary>
    public VmUnmapRamResult Unmap(VirtualAddress address, int count)
    {
        var fault = Check(address, count, out var block, out var page);
        if (fault != VmUnmapRamResult.Unmapped)
        {
            return fault;
        }

        areas.GiveUp(address, (long)count << PageSize.Shift);
        if (block is null)
        {
            areas.RemoveLazily(areas.Find(address)!);
        }
        else
        {
            Drop(block, page, (int)BitOperations.RoundUpToPowerOf2((uint)count));
        }

        return VmUnmapRamResult.Unmapped;
    }

    /// <summary>
    /// vm_unmap_aliases: clears the entries of what is dirty in blocks that still have pages to give, then purges.
    /// The dirty pages stay marked, so the next call flushes again.
    /// </summary>
    public void UnmapAliases()
    {
        var dirty = Open.SelectMany(block => block.DirtyRanges()).ToList();
        foreach (var range in dirty)
        {
            mapper.Unmap(range.Start, range.Size);
        }

        areas.Purge(flush: dirty.Count > 0);
    }

    private VmStruct? MapAlone(int[] frames, ref VirtualAddress address, out VmallocFailure failure)
    {
        var bytes = (long)frames.Length << PageSize.Shift;
        var area = areas.Place(new(bytes, 0, bytes, VmFlags.None, "vm_map_ram") { IsListed = false }, out failure);
        if (area is null)
        {
            return null;
        }

        area.Mapped = frames;
        area.Bits = pageFlags;
        if (!mapper.MapPages(area.Address, frames, pageFlags))
        {
            failure = VmallocFailure.NoPageTable;
            areas.GiveUp(area.Address, bytes);
            areas.RemoveLazily(area);
            return null;
        }

        address = area.Address;
        return area;
    }

    // vb_alloc
    private (VmapBlock? Block, int Page) Take(int count, int processor, out VmallocFailure failure)
    {
        failure = VmallocFailure.None;
        foreach (var block in queues[processor])
        {
            var page = block.Take(count);
            if (page >= 0)
            {
                CloseIfUsedUp(block);
                return (block, page);
            }
        }

        if (Add(processor, out failure) is not { } added)
        {
            return (null, -1);
        }

        var first = added.Take(count);
        CloseIfUsedUp(added);
        return (added, first);
    }

    // new_vmap_block
    private VmapBlock? Add(int processor, out VmallocFailure failure)
    {
        failure = VmallocFailure.NoDescriptor;
        var descriptor = slab.Allocate(rules.BlockSize(layout.Config.NrCpus));
        if (descriptor < 0)
        {
            return null;
        }

        var bytes = (long)Bits << PageSize.Shift;
        var request = new AreaRequest(bytes, 0, bytes, VmFlags.None, "vm_map_ram")
        {
            Alignment = Bits,
            IsListed = false,
        };
        if (areas.Place(request, out failure) is not { } area)
        {
            slab.Free(descriptor);
            return null;
        }

        area.Bits = pageFlags;
        area.Block = new VmapBlock(area, processor, descriptor, Bits);
        queues[processor].Insert(0, area.Block);
        return area.Block;
    }

    private void CloseIfUsedUp(VmapBlock block)
    {
        if (block.FreePages == 0)
        {
            queues[block.Processor].Remove(block);
        }
    }

    // vb_free, free_vmap_block
    private void Drop(VmapBlock block, int page, int count)
    {
        block.Drop(page, count);
        if (block.DirtyPages == Bits)
        {
            slab.Free(block.Descriptor);
            areas.RemoveLazily(block.Area);
        }
    }

    private VmUnmapRamResult Check(VirtualAddress address, int count, out VmapBlock? block, out int page)
    {
        (block, page) = (null, 0);
        if (address == VirtualAddress.Zero)
        {
            return VmUnmapRamResult.Null;
        }

        if (address < layout.VmallocStart || address > layout.VmallocEnd)
        {
            return address < layout.VmallocStart ? VmUnmapRamResult.BelowWindow : VmUnmapRamResult.AboveWindow;
        }

        if (!address.IsPageAligned)
        {
            return VmUnmapRamResult.NotAligned;
        }

        if (count > rules.MaxPages)
        {
            return areas.Find(address) is not { } area ? VmUnmapRamResult.NoSuchArea
                : area is { Block: null, IsListed: false } && area.Mapped.Length == count ? VmUnmapRamResult.Unmapped
                : VmUnmapRamResult.NotMappedSo;
        }

        var start = VirtualAddress.FromEnd(PageSize.AlignDown((long)address, (long)Bits << PageSize.Shift));
        block = areas.Find(start)?.Block;
        page = address.PageNumber - start.PageNumber;
        return block is null ? VmUnmapRamResult.NoSuchBlock
            : block.Mapped.TryGetValue(page, out var mapped) && mapped.Length == count ? VmUnmapRamResult.Unmapped
            : VmUnmapRamResult.NotMappedSo;
    }
}
