using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Paging;

/// <summary>
/// The pages that become page tables. 2.4 keeps the tables of processes that ended in a list of each CPU
/// (pte_quicklist), linked through their first words, and takes new tables from there first.
/// </summary>
internal sealed class PageTablePages(
    PhysicalMemory ram,
    PageAllocator pages,
    CostCounters costs,
    PagingRules rules,
    VirtualAddress pageOffset,
    int cpus
)
{
    // The address of each CPU's first kept table in the direct map; 0 for none.
    private readonly uint[] quicklists = new uint[cpus];
    private readonly int[] counts = new int[cpus];

    /// <summary>How many tables a CPU keeps (pgtable_cache_size).</summary>
    public int CountOf(int cpu) => counts[cpu];

    /// <summary>The tables that a CPU keeps, from their links.</summary>
    public IEnumerable<int> KeptBy(int cpu)
    {
        var address = quicklists[cpu];
        for (var i = 0; address != 0 && i < counts[cpu]; i++)
        {
            yield return PfnOf(address);
            address = ram.ReadUInt32((long)PfnOf(address) << PageSize.Shift);
        }
    }

    /// <summary>Takes an empty page for a table; 0 if there is none.</summary>
    public int Take(int cpu, GfpFlags gfp)
    {
        var pfn = quicklists[cpu] != 0 ? TakeKept(cpu) : TakeNew(gfp);
        costs.PageTablePages += pfn != 0 ? 1 : 0;
        return pfn;
    }

    /// <summary>Gives back the page of an empty table (pte_free).</summary>
    public void Give(int cpu, int pfn)
    {
        if (rules.KeptTablesHigh == 0)
        {
            pages.Free(pfn, 0);
            return;
        }

        ram.WriteUInt32((long)pfn << PageSize.Shift, quicklists[cpu]);
        quicklists[cpu] = (uint)((long)pageOffset + ((long)pfn << PageSize.Shift));
        counts[cpu]++;
    }

    /// <summary>Keeps a CPU's list within bounds (check_pgt_cache).</summary>
    public void Trim(int cpu)
    {
        if (counts[cpu] <= rules.KeptTablesHigh)
        {
            return;
        }

        while (counts[cpu] > rules.KeptTablesLow)
        {
            pages.Free(TakeKept(cpu), 0);
        }
    }

    // A kept table is empty but for its link.
    private int TakeKept(int cpu)
    {
        var pfn = PfnOf(quicklists[cpu]);
        var at = (long)pfn << PageSize.Shift;
        quicklists[cpu] = ram.ReadUInt32(at);
        ram.WriteUInt32(at, 0);
        counts[cpu]--;
        return pfn;
    }

    private int TakeNew(GfpFlags gfp)
    {
        var pfn = pages.Allocate(gfp, 0, FrameUse.PageTable);
        if (pfn != 0)
        {
            ram.ClearPage(pfn);
            costs.PagesZeroed++;
        }

        return pfn;
    }

    private int PfnOf(uint address) => (int)((address - (long)pageOffset) >> PageSize.Shift);
}
