using Highmem.Addressing;

namespace Highmem.Tests.Vmalloc;

/// <summary>
/// The placement of the whole family as each kernel walks for it, area by area, over a plain sorted list. It knows the
/// rules, not the emulator: only the window's borders are given.
/// </summary>
internal sealed class NaiveVmalloc(string kernel, VirtualAddress start, VirtualAddress end)
{
    private const long Page = 4096;
    private const long LazyMaxPages = 8192; // fls(1 CPU) * 32 MB
    private const int BlockPages = 1024; // of vm_map_ram, NR_CPUS 1
    private readonly long start = (long)start;
    private readonly long end = (long)end;
    private readonly bool isTree = kernel == "2.6.31";
    private readonly List<Node> nodes = [];
    private readonly List<Block> blocks = [];
    private long lazyPages;

    // 2.6.31 keeps the pages array of a large area in an area of its own.
    private readonly Dictionary<long, long> pagesArrays = [];

    public IEnumerable<long> Live => nodes.Where(n => n is { Lazy: false, Listed: true }).Select(n => n.Start);

    public long? Allocate(long request)
    {
        if (Place(RoundUp(request) + Page) is not { } address)
        {
            return null;
        }

        var pages = RoundUp(request) / Page;
        if (isTree && pages * 4 > Page)
        {
            if (Allocate(pages * 4) is not { } array)
            {
                Free(address);
                return null;
            }

            pagesArrays[address] = array;
        }

        return address;
    }

    public long? Map(int pages) => Place((pages + 1) * Page);

    public long? Ioremap(int pages)
    {
        var size = pages * Page;
        long alignment = 4096;
        while (kernel != "2.4.21" && alignment <= size && alignment < 512 * 1024)
        {
            alignment *= 2;
        }

        return Place(size + Page, alignment);
    }

    public long? MapRam(int pages)
    {
        if (pages > 32)
        {
            return Place(pages * Page, listed: false);
        }

        var taken = 1;
        while (taken < pages)
        {
            taken *= 2;
        }

        foreach (var block in blocks)
        {
            if (block.Take(taken) is { } page)
            {
                return block.Start + (page * Page);
            }
        }

        if (Place(BlockPages * Page, BlockPages * Page, listed: false) is not { } address)
        {
            return null;
        }

        var added = new Block(address);
        blocks.Insert(0, added);
        return address + (added.Take(taken)!.Value * Page);
    }

    public void UnmapRam(long address, int pages)
    {
        if (pages > 32)
        {
            Free(address);
            return;
        }

        var block = blocks.Single(b => b.Start <= address && address < b.Start + (BlockPages * Page));
        var taken = 1;
        while (taken < pages)
        {
            taken *= 2;
        }

        block.Dirty += taken;
        if (block.Dirty == BlockPages)
        {
            blocks.Remove(block);
            Free(block.Start);
        }
    }

    public void Free(long address)
    {
        var index = nodes.FindIndex(n => n.Start == address && !n.Lazy);
        if (!isTree)
        {
            nodes.RemoveAt(index);
            return;
        }

        nodes[index] = nodes[index] with { Lazy = true };
        lazyPages += (nodes[index].End - nodes[index].Start) / Page;
        if (lazyPages > LazyMaxPages)
        {
            Purge();
        }

        if (pagesArrays.Remove(address, out var array))
        {
            Free(array);
        }
    }

    public void Purge()
    {
        nodes.RemoveAll(n => n.Lazy);
        lazyPages = 0;
    }

    private long? Place(long size, long alignment = 1, bool listed = true)
    {
        var address =
            isTree ? WalkTreeOrPurge(size, alignment)
            : kernel == "2.4.21" ? WalkPlainList(size)
            : WalkAlignedList(size, alignment);
        if (address is { } at)
        {
            var index = nodes.FindIndex(n => n.Start > at);
            nodes.Insert(index < 0 ? nodes.Count : index, new(at, at + size, false, listed));
        }

        return address;
    }

    // 2.4.21 get_vm_area
    private long? WalkPlainList(long size)
    {
        var address = start;
        foreach (var node in nodes)
        {
            if (address + size > uint.MaxValue)
            {
                return null;
            }

            if (address + size <= node.Start)
            {
                return address;
            }

            address = Math.Max(address, node.End);
            if (address > end - size)
            {
                return null;
            }
        }

        return address;
    }

    // 2.6.9 __get_vm_area
    private long? WalkAlignedList(long size, long alignment)
    {
        var address = Align(start, alignment);
        foreach (var node in nodes)
        {
            if (node.Start < address)
            {
                if (node.End >= address)
                {
                    address = Align(node.End, alignment);
                }

                continue;
            }

            if (address + size > uint.MaxValue)
            {
                return null;
            }

            if (address + size <= node.Start)
            {
                return address;
            }

            address = Align(node.End, alignment);
            if (address > end - size)
            {
                return null;
            }
        }

        return address;
    }

    private long? WalkTreeOrPurge(long size, long alignment)
    {
        if (WalkTree(size, alignment) is { } address)
        {
            return address;
        }

        Purge();
        return WalkTree(size, alignment);
    }

    // 2.6.31 alloc_vmap_area
    private long? WalkTree(long size, long alignment)
    {
        var address = Align(start, alignment);
        foreach (var node in nodes)
        {
            if (node.End < address)
            {
                continue;
            }

            if (address + size <= node.Start || address + size > end)
            {
                break;
            }

            address = Align(node.End + Page, alignment);
        }

        return address + size <= end ? address : null;
    }

    private static long RoundUp(long bytes) => (bytes + Page - 1) / Page * Page;

    private static long Align(long address, long alignment) => (address + alignment - 1) / alignment * alignment;

    private readonly record struct Node(long Start, long End, bool Lazy, bool Listed);

    private sealed class Block(long start)
    {
        private readonly bool[] taken = new bool[BlockPages];

        public long Start { get; } = start;

        public int Dirty { get; set; }

        public int? Take(int pages)
        {
            for (var page = 0; page < BlockPages; page += pages)
            {
                if (!taken.AsSpan(page, pages).Contains(true))
                {
                    taken.AsSpan(page, pages).Fill(true);
                    return page;
                }
            }

            return null;
        }
    }
}
