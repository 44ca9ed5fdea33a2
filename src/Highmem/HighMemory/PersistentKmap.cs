using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.HighMemory;

/// <summary>
/// kmap's slots (mm/highmem.c). A slot's count is 0 if it is free and in no TLB, 1 if it has no user but may be in a TLB
/// still, and n with n - 1 users. A slot is used again only after a pass over all slots has emptied the entries of those
/// without users, and flushed the TLBs: a global flush, but one for a thousand mappings.
/// </summary>
internal sealed class PersistentKmap
{
    private readonly PageTables tables;
    private readonly Processors processors;
    private readonly PageAddressTable addresses;
    private readonly CostCounters costs;
    private readonly KmapRules rules;
    private readonly VirtualAddress start;
    private readonly EntryBits pageFlags;
    private readonly long pageTable;
    private readonly int[] counts;

    /// <summary>All slots, free.</summary>
    /// <param name="layout">Where the slots are.</param>
    /// <param name="rules">The kernel's rules.</param>
    /// <param name="tables">The kernel's page tables, which have a table under the slots.</param>
    /// <param name="processors">The CPUs.</param>
    /// <param name="addresses">Where the address of a mapped page is kept.</param>
    /// <param name="costs">What it costs.</param>
    /// <param name="pageFlags">PAGE_KERNEL.</param>
    public PersistentKmap(
        MemoryLayout layout,
        KmapRules rules,
        PageTables tables,
        Processors processors,
        PageAddressTable addresses,
        CostCounters costs,
        EntryBits pageFlags
    )
    {
        this.rules = rules;
        this.tables = tables;
        this.processors = processors;
        this.addresses = addresses;
        this.costs = costs;
        this.pageFlags = pageFlags;
        start = layout.PkmapBase;
        pageTable = tables.PteAddress(start);
        counts = new int[layout.PkmapSlots];
    }

    /// <summary>LAST_PKMAP: how many slots there are.</summary>
    public int Slots => counts.Length;

    /// <summary>last_pkmap_nr: the slot that was taken, or looked at, last. It starts at 0, so slot 1 is the first to be used.</summary>
    public int LastSlot { get; private set; }

    /// <summary>pkmap_count of a slot.</summary>
    public int Count(int slot) => counts[slot];

    /// <summary>PKMAP_ADDR: the address of a slot.</summary>
    public VirtualAddress AddressOf(int slot) => start + ((long)slot << PageSize.Shift);

    /// <summary>The physical address of a slot's page-table entry.</summary>
    public long EntryAddress(int slot) => pageTable + ((long)slot * tables.EntryBytes);

    /// <summary>The pages that have an address, each with its slot.</summary>
    public IEnumerable<(int Pfn, int Slot)> Pages => addresses.All.Select(page => (page.Pfn, SlotAt(page.Address)));

    /// <summary>The slot that a page of high memory is mapped in, with users or without; -1 if it is in none.</summary>
    public int SlotOf(int pfn)
    {
        var address = addresses.Find(pfn);
        return address == VirtualAddress.Zero ? -1 : SlotAt(address);
    }

    /// <summary>
    /// kmap_high, up to the point where it would sleep: the slot in which a page of high memory is mapped now, with one
    /// more user; -1 if all slots have users.
    /// </summary>
    /// <exception cref="KmapBugException">The page tables have been changed behind kmap's back.</exception>
    public int Map(int pfn)
    {
        var slot = SlotOf(pfn);
        if (slot < 0)
        {
            slot = FindSlot();
            if (slot < 0)
            {
                return -1;
            }

            Fill(slot, pfn);
        }

        if (counts[slot] < 1)
        {
            throw new KmapBugException(KmapBug.CountBelowTwo);
        }

        counts[slot]++;
        return slot;
    }

    /// <summary>kunmap_high: one user less. The mapping stays until the slot is needed. True if that was the last user.</summary>
    /// <exception cref="KmapBugException">The page is not mapped, or has no user.</exception>
    public bool Unmap(int pfn)
    {
        var slot = SlotOf(pfn);
        if (slot < 0)
        {
            throw new KmapBugException(KmapBug.UnmapWithoutAddress);
        }

        if (counts[slot] <= 1)
        {
            throw new KmapBugException(KmapBug.UnmapWithoutUser);
        }

        counts[slot]--;
        return counts[slot] == 1;
    }

    // PKMAP_NR
    private int SlotAt(VirtualAddress address) => (int)((address - start) >> PageSize.Shift);

    // map_new_virtual: round and round, until all slots behind a wrap have been seen in vain
    private int FindSlot()
    {
        for (var left = counts.Length; left > 0; left--)
        {
            LastSlot = (LastSlot + 1) % counts.Length;
            if (LastSlot == 0)
            {
                FlushUnused();
                left = counts.Length;
            }

            costs.PkmapSlotsScanned++;
            if (counts[LastSlot] == 0)
            {
                return LastSlot;
            }
        }

        return -1;
    }

    // flush_all_zero_pkmaps
    private void FlushUnused()
    {
        for (var slot = 0; slot < counts.Length; slot++)
        {
            if (counts[slot] == 1 && tables.ReadEntry(EntryAddress(slot)) == 0)
            {
                throw new KmapBugException(KmapBug.FlushOfEmptyEntry);
            }
        }

        costs.PkmapFlushes++;
        var anyReleased = false;
        for (var slot = 0; slot < counts.Length; slot++)
        {
            if (counts[slot] == 1)
            {
                counts[slot] = 0;
                Empty(slot);
                anyReleased = true;
            }
        }

        if (anyReleased || rules.FlushesOnEveryWrap)
        {
            processors.FlushAll();
        }
    }

    private void Fill(int slot, int pfn)
    {
        addresses.Set(pfn, AddressOf(slot));
        tables.WriteEntry(EntryAddress(slot), PageTables.Entry(pfn, pageFlags));
        costs.PtesWritten++;
        counts[slot] = 1;
    }

    private void Empty(int slot)
    {
        var at = EntryAddress(slot);
        var pfn = PageTables.PfnOf(tables.ReadEntry(at));
        tables.WriteEntry(at, 0);
        costs.PtesWritten++;
        addresses.Remove(pfn);
    }
}
