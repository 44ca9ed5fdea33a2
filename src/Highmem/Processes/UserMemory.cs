using Highmem.Addressing;
using Highmem.HighMemory;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.Processes;

/// <summary>
/// Gives processes their pages when they first touch them, high memory first (handle_mm_fault for anonymous memory),
/// and takes them back at the end (exit_mmap).
/// </summary>
internal sealed class UserMemory
{
    // PAGE_COPY, which both private areas that may be written and those that may not begin with.
    private const EntryBits ReadOnlyPage = EntryBits.Present | EntryBits.User | EntryBits.Accessed;
    private const EntryBits WritablePage = ReadOnlyPage | EntryBits.Writable | EntryBits.Dirty;
    private readonly ProcessParts parts;
    private readonly ProcessRules rules;
    private readonly Action<UserSpace, VirtualAddress> flushPage;

    /// <summary>The memory of all processes.</summary>
    /// <param name="parts">The machine's parts.</param>
    /// <param name="flushPage">flush_tlb_page.</param>
    public UserMemory(ProcessParts parts, Action<UserSpace, VirtualAddress> flushPage)
    {
        this.parts = parts;
        this.flushPage = flushPage;
        rules = parts.Rules;
        ZeroPage = (int)((rules.ZeroPage ?? (parts.Tables.Pgd + PageSize.Bytes)) >> PageSize.Shift);
    }

    /// <summary>The page frame of empty_zero_page.</summary>
    public int ZeroPage { get; }

    /// <summary>Gives a page to an address of an area, or makes it writable; false if there is no memory.</summary>
    /// <param name="space">The process.</param>
    /// <param name="area">The area; it allows the access.</param>
    /// <param name="address">Where.</param>
    /// <param name="write">Whether it is to be written.</param>
    /// <param name="cpu">The CPU that it happens on.</param>
    public bool Touch(UserSpace space, UserArea area, VirtualAddress address, bool write, int cpu)
    {
        var at = EntryFor(space, address, cpu);
        if (at < 0)
        {
            return false;
        }

        var entry = space.Tables.ReadEntry(at);
        if ((entry & (ulong)EntryBits.Present) == 0)
        {
            return AddPage(space, area, at, write, cpu);
        }

        // The only page that is shared until it is written is the one of zeros, so there is nothing to copy.
        if (write && (entry & (ulong)EntryBits.Writable) == 0)
        {
            if (!SetOwnPage(space, area, at, cpu))
            {
                return false;
            }

            flushPage(space, address);
        }

        return true;
    }

    /// <summary>Frees all pages and page tables of a process.</summary>
    public void Free(UserSpace space, int cpu)
    {
        foreach (var area in space.Areas)
        {
            FreePages(space, area);
        }

        space.ClearAreas();
        var step = 1L << space.Tables.PmdShift;
        for (long at = 0; at < (long)parts.Layout.PageOffset; at += step)
        {
            FreeTable(space, VirtualAddress.FromEnd(at), cpu);
        }

        parts.TablePages.Trim(cpu);
    }

    // pte_alloc
    private long EntryFor(UserSpace space, VirtualAddress address, int cpu)
    {
        var at = space.Tables.PteAddress(address);
        if (at >= 0)
        {
            return at;
        }

        var pfn = parts.TablePages.Take(cpu, parts.PagingRules.TableGfp);
        if (pfn == 0)
        {
            PrintFailure(space, parts.PagingRules.TableGfp);
            return -1;
        }

        space.Tables.SetTable(address, pfn, EntryBits.Table);
        space.PageTables++;
        return space.Tables.PteAddress(address);
    }

    // do_anonymous_page
    private bool AddPage(UserSpace space, UserArea area, long at, bool write, int cpu)
    {
        if (write || !rules.ReadsMapZeroPage)
        {
            return SetOwnPage(space, area, at, cpu);
        }

        Set(space, at, ZeroPage, ReadOnlyPage);
        return true;
    }

    private bool SetOwnPage(UserSpace space, UserArea area, long at, int cpu)
    {
        var pfn = parts.Pages.Allocate(rules.PageGfp, 0, FrameUse.User);
        if (pfn == 0)
        {
            PrintFailure(space, rules.PageGfp);
            return false;
        }

        try
        {
            parts.AtomicPages.Clear(cpu, pfn);
        }
        catch (KmapBugException problem)
        {
            parts.Log.Print(parts.KmapTexts.KmapBug(problem.Bug, ++parts.Costs.Oopses));
            parts.Pages.Free(pfn, 0);
            return false;
        }

        parts.Costs.PagesZeroed++;
        space.ResidentPages++;
        Set(space, at, pfn, area.IsWritable ? WritablePage : ReadOnlyPage);
        return true;
    }

    private void Set(UserSpace space, long at, int pfn, EntryBits flags)
    {
        space.Tables.WriteEntry(at, PageTables.Entry(pfn, flags));
        parts.Costs.PtesWritten++;
    }

    // zap_page_range: the page of zeros is reserved and stays.
    private void FreePages(UserSpace space, UserArea area)
    {
        var tables = space.Tables;
        for (var address = area.Start; address < area.End; )
        {
            var at = tables.PteAddress(address);
            var tableEnd = VirtualAddress.FromEnd(((long)address | ((1L << tables.PmdShift) - 1)) + 1);
            var end = tableEnd < area.End ? tableEnd : area.End;
            for (; at >= 0 && address < end; address += PageSize.Bytes, at += tables.EntryBytes)
            {
                FreePage(space, at);
            }

            address = end;
        }
    }

    private void FreePage(UserSpace space, long at)
    {
        var entry = space.Tables.ReadEntry(at);
        if ((entry & (ulong)EntryBits.Present) == 0)
        {
            return;
        }

        space.Tables.WriteEntry(at, 0);
        parts.Costs.PtesWritten++;
        var pfn = PageTables.PfnOf(entry);
        if (pfn != ZeroPage)
        {
            space.ResidentPages--;
            parts.Pages.Free(pfn, 0);
        }
    }

    // clear_page_tables, free_pgtables
    private void FreeTable(UserSpace space, VirtualAddress address, int cpu)
    {
        var at = space.Tables.PmdEntryAddress(address);
        var entry = space.Tables.ReadEntry(at);
        if ((entry & (ulong)EntryBits.Present) != 0)
        {
            space.Tables.WriteEntry(at, 0);
            space.PageTables--;
            parts.TablePages.Give(cpu, PageTables.PfnOf(entry));
        }
    }

    private void PrintFailure(UserSpace space, GfpFlags gfp)
    {
        parts.Pages.PrintFailure(space.Name, 0, gfp);
        parts.Log.Print(parts.Texts.KilledForMemory(space.Name));
    }
}
