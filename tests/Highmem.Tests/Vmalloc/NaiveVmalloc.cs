using Highmem.Addressing;

namespace Highmem.Tests.Vmalloc;

/// <summary>
/// vmalloc's placement as each kernel walks for it, area by area, over a plain sorted list. It knows the rules, not
/// the emulator: only the window's borders are given.
/// </summary>
internal sealed class NaiveVmalloc(string kernel, VirtualAddress start, VirtualAddress end)
{
    private const long Page = 4096;
    private const long LazyMaxPages = 8192; // fls(1 CPU) * 32 MB
    private readonly long start = (long)start;
    private readonly long end = (long)end;
    private readonly List<(long Start, long End, bool Lazy)> nodes = [];

    // 2.6.31 keeps the pages array of a large area in an area of its own.
    private readonly Dictionary<long, long> pagesArrays = [];

    public IEnumerable<long> Live => nodes.Where(n => !n.Lazy).Select(n => n.Start);

    public long? Allocate(long request)
    {
        if (Place(request) is not { } address)
        {
            return null;
        }

        var pages = (request + Page - 1) / Page;
        if (kernel == "2.6.31" && pages * 4 > Page)
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

    private long? Place(long request)
    {
        var size = ((request + Page - 1) / Page * Page) + Page;
        var address = kernel == "2.6.31" ? WalkTreeOrPurge(size) : WalkList(size);
        if (address is { } at)
        {
            nodes.Add((at, at + size, false));
            nodes.Sort();
        }

        return address;
    }

    public void Free(long address)
    {
        var index = nodes.FindIndex(n => n.Start == address && !n.Lazy);
        if (kernel != "2.6.31")
        {
            nodes.RemoveAt(index);
            return;
        }

        nodes[index] = nodes[index] with { Lazy = true };
        if (nodes.Where(n => n.Lazy).Sum(n => (n.End - n.Start) / Page) > LazyMaxPages)
        {
            nodes.RemoveAll(n => n.Lazy);
        }

        if (pagesArrays.Remove(address, out var array))
        {
            Free(array);
        }
    }

    // 2.4.21 get_vm_area, 2.6.9 __get_vm_area without alignment
    private long? WalkList(long size)
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

    private long? WalkTreeOrPurge(long size)
    {
        if (WalkTree(size) is { } address)
        {
            return address;
        }

        nodes.RemoveAll(n => n.Lazy);
        return WalkTree(size);
    }

    // 2.6.31 alloc_vmap_area
    private long? WalkTree(long size)
    {
        var address = start;
        foreach (var node in nodes)
        {
            if (address + size <= node.Start || address + size > end)
            {
                break;
            }

            address = node.End + Page;
        }

        return address + size <= end ? address : null;
    }
}
