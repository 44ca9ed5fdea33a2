using System.Collections;
using System.Globalization;
using Highmem.Addressing;
using Highmem.Machine.State;
using Highmem.Paging;
using Highmem.Vmalloc;

namespace Highmem.Machine.Audit;

/// <summary>Derives the books of vmalloc space once more: the areas, what they map and with which flags, what is free.</summary>
internal sealed class VmallocAudit(BootSequence parts, Action<string, string, string, string> report)
{
    // The CPU sets these two.
    private const ulong Ignored = (ulong)(EntryBits.Accessed | EntryBits.Dirty);
    private const long CacheBits = MemtypeList.Mask;

    /// <summary>Checks all areas.</summary>
    /// <param name="claim">Told of each page frame that an area owns, and where it is mapped.</param>
    public void Run(Action<int, VirtualAddress> claim)
    {
        var at = parts.Layout.VmallocStart;
        var listed = 0;
        long lazyPages = 0;
        foreach (var area in parts.Vmalloc.Nodes)
        {
            if (area.Address < at)
            {
                report("areas apart", area.Address.ToString(), $"at or above {at}", "overlaps the one before");
            }

            at = area.End;
            listed += area.IsListed ? 1 : 0;
            if (area.IsLazy)
            {
                lazyPages += area.Size / PageSize.Bytes;
            }
            else
            {
                CheckArea(area, claim);
            }
        }

        Check("areas", "vmlist", listed, parts.Vmalloc.Count);
        Check("vmap_lazy_nr", "vmalloc", lazyPages, parts.Vmalloc.LazyPages);
        CheckMemtypes();
        CheckQueues();
    }

    // Each page is mapped as it should be, and guards are not mapped.
    private void CheckArea(VmStruct area, Action<int, VirtualAddress> claim)
    {
        if (area.Block is { } block)
        {
            CheckBlock(block);
            return;
        }

        var isIoremap = area.Physical >= 0;
        if (isIoremap)
        {
            CheckIoremap(area);
        }

        for (var i = 0; i < area.Usable.Pages; i++)
        {
            var address = area.Address + ((long)i * PageSize.Bytes);
            if (isIoremap)
            {
                CheckEntry(address, (int)(area.Physical / PageSize.Bytes) + i, area.Bits);
            }
            else if (area.Mapped.Length > 0)
            {
                CheckEntry(address, area.Mapped[i], parts.PageFlags);
            }
            else
            {
                var pfn = area.Pages.Length > 0 ? area.Pages[i] : PageTables.PfnOf(parts.Tables.Walk(address).Pte);
                if (CheckEntry(address, pfn, parts.PageFlags))
                {
                    claim(pfn, address);
                }
            }
        }

        if (area.Guard > 0)
        {
            CheckUnmapped("guard page", area.Usable.End);
        }
    }

    // Device memory has the kernel's flags and one of its cache attributes, and lies where the alignment rule wants it.
    private void CheckIoremap(VmStruct area)
    {
        var rules = parts.Kernel.Vmalloc.Ioremap;
        var flags = rules.UsesPageKernel ? parts.PageFlags : EntryBits.Kernel;
        if ((area.Bits & (EntryBits)~CacheBits) != flags)
        {
            report("ioremap flags", area.Address.ToString(), Hex((long)flags), Hex((long)area.Bits));
        }

        var alignment = rules.Alignment.Of(area.Usable.Size);
        if ((long)area.Address % alignment != 0)
        {
            report("ioremap alignment", area.Address.ToString(), $"a multiple of {Hex(alignment)}", "not so");
        }

        var end = area.Physical + area.Usable.Size;
        var isTracked =
            parts.Ioremap.Memtypes.Contains(area.Physical, end) || parts.Ioremap.Memtypes.IsMarked(area.Physical);
        if (isTracked != rules.TracksMemtypes)
        {
            report("memtype", area.Address.ToString(), rules.TracksMemtypes ? "one" : "none", "not so");
        }
    }

    private void CheckMemtypes()
    {
        var expected = parts
            .Vmalloc.Live.Where(area => area.Physical >= 0 && parts.Kernel.Vmalloc.Ioremap.TracksMemtypes)
            .Count(area => !parts.Ioremap.Memtypes.IsMarked(area.Physical));
        Check("memtypes", "ioremap", expected, parts.Ioremap.Memtypes.Count);
    }

    // Every page of a block is free, mapped (with what a power of two adds), or dirty.
    private void CheckBlock(VmapBlock block)
    {
        var subject = block.Area.Address.ToString();
        var live = new BitArray(block.Allocated.Length);
        foreach (var (first, frames) in block.Mapped)
        {
            for (var i = 0; i < frames.Length; i++)
            {
                CheckEntry(block.Area.Address + ((long)(first + i) * PageSize.Bytes), frames[i], parts.PageFlags);
            }

            var taken = 1;
            while (taken < frames.Length)
            {
                taken *= 2;
            }

            for (var i = first; i < first + taken; i++)
            {
                live[i] = true;
            }
        }

        var (free, dirty) = (0, 0);
        for (var i = 0; i < live.Length; i++)
        {
            free += block.Allocated[i] ? 0 : 1;
            dirty += block.Dirty[i] ? 1 : 0;
            if (block.Allocated[i] != (live[i] || block.Dirty[i]) || (live[i] && block.Dirty[i]))
            {
                report("vmap block", subject, "each page free, mapped or dirty", $"page {Text(i)} is not");
            }

            if (!block.Allocated[i])
            {
                CheckUnmapped("free page of a block", block.Area.Address + ((long)i * PageSize.Bytes));
            }
        }

        Check("vmap block free", subject, free, block.FreePages);
        Check("vmap block dirty", subject, dirty, block.DirtyPages);
        if (dirty == live.Length)
        {
            report("vmap block", subject, "freed when wholly dirty", "still there");
        }
    }

    // A CPU's queue holds its blocks that have pages to give.
    private void CheckQueues()
    {
        var open = parts.Vmalloc.Nodes.Where(a => !a.IsLazy && a.Block is { FreePages: > 0 }).Select(a => a.Block!);
        var queued = parts.MapRam?.Open.ToHashSet() ?? [];
        if (!queued.SetEquals(open))
        {
            report("vmap block queue", "vm_map_ram", "the blocks with free pages", "not so");
        }
    }

    private bool CheckEntry(VirtualAddress address, int pfn, EntryBits bits)
    {
        var walk = parts.Tables.Walk(address);
        var expected = PageTables.Entry(pfn, bits);
        if (walk.IsMapped && (walk.Pte | Ignored) == (expected | Ignored))
        {
            return true;
        }

        report("area mapped", address.ToString(), Hex((long)expected), Hex((long)walk.Pte));
        return false;
    }

    private void CheckUnmapped(string invariant, VirtualAddress address)
    {
        if (parts.Tables.Translate(address) is >= 0 and var physical)
        {
            report(invariant, address.ToString(), "not mapped", Hex(physical));
        }
    }

    private void Check(string invariant, string subject, long expected, long found)
    {
        if (expected != found)
        {
            report(invariant, subject, Text(expected), Text(found));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hex(long number) => NumberText.Hex(number);
}
