using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.Vmalloc;

/// <summary>
/// Writes the page-table entries of areas. Page tables are taken from low memory when first needed and
/// never given back.
/// </summary>
internal sealed class AreaMapper(
    PhysicalMemory ram,
    PageTables tables,
    PageTablePages tablePages,
    PageAllocator pages,
    CostCounters costs
)
{
    // vmalloc runs there.
    private const int BootCpu = 0;

    /// <summary>
    /// The physical address of the page-table entry for an address, with a new page table if there is none yet; -1 if
    /// there is no low page for one.
    /// </summary>
    public long EntryFor(VirtualAddress address)
    {
        var at = tables.PteAddress(address);
        return at >= 0 ? at : AddTable(address);
    }

    /// <summary>Maps page frames side by side; false if there is no low page for a page table.</summary>
    public bool MapPages(VirtualAddress start, ReadOnlySpan<int> frames, EntryBits bits)
    {
        for (var i = 0; i < frames.Length; i++)
        {
            var entry = EntryFor(start + ((long)i << PageSize.Shift));
            if (entry < 0)
            {
                return false;
            }

            SetPage(entry, frames[i], bits);
        }

        return true;
    }

    /// <summary>Maps consecutive page frames; false if there is no low page for a page table.</summary>
    public bool MapRange(VirtualAddress start, int firstPfn, int count, EntryBits bits)
    {
        for (var i = 0; i < count; i++)
        {
            var entry = EntryFor(start + ((long)i << PageSize.Shift));
            if (entry < 0)
            {
                return false;
            }

            SetPage(entry, firstPfn + i, bits);
        }

        return true;
    }

    /// <summary>Maps a page by its entry; false if the entry was in use (it is overwritten all the same).</summary>
    public bool SetPage(long entryAddress, int pfn, EntryBits bits)
    {
        var wasEmpty = tables.ReadEntry(entryAddress) == 0;
        tables.WriteEntry(entryAddress, PageTables.Entry(pfn, bits));
        costs.PtesWritten++;
        return wasEmpty;
    }

    /// <summary>Clears the entries of a range, where there are any, and tells each page that was mapped.</summary>
    public void Unmap(VirtualAddress start, long size, Action<int>? unmapped = null)
    {
        var end = start + size;
        for (var address = start; address < end; )
        {
            var at = tables.PteAddress(address);
            var tableEnd = ((long)address | ((1L << tables.PmdShift) - 1)) + 1;
            var last = Math.Min(tableEnd, (long)end);
            if (at >= 0)
            {
                Clear(at, (int)((last - (long)address) >> PageSize.Shift), unmapped);
            }

            address = VirtualAddress.FromEnd(last);
        }
    }

    /// <summary>Clears a page frame's bytes.</summary>
    public void ClearPage(int pfn) => ram.ClearPage(pfn);

    private long AddTable(VirtualAddress address)
    {
        var pfn = tablePages.Take(BootCpu, pages.GfpKernel);
        if (pfn == 0)
        {
            pages.PrintFailure(TaskFacts.DefaultTask, 0, pages.GfpKernel);
            return -1;
        }

        tables.SetTable(address, pfn, EntryBits.Table);
        return tables.PteAddress(address);
    }

    private void Clear(long at, int count, Action<int>? unmapped)
    {
        for (var i = 0; i < count; i++, at += tables.EntryBytes)
        {
            var entry = tables.ReadEntry(at);
            if (entry == 0)
            {
                continue;
            }

            tables.WriteEntry(at, 0);
            costs.PtesWritten++;
            if ((entry & (ulong)EntryBits.Present) != 0)
            {
                unmapped?.Invoke(PageTables.PfnOf(entry));
            }
        }
    }
}
