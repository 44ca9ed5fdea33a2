using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.HighMemory;

/// <summary>
/// kmap_atomic's slots: for each CPU one of each type, among the fixed mappings. They cannot run out, need no lock and
/// flush one page of one TLB; in return nothing may sleep while one is held.
/// </summary>
internal sealed class AtomicKmap
{
    private readonly MemoryLayout layout;
    private readonly PageTables tables;
    private readonly Processors processors;
    private readonly CostCounters costs;
    private readonly KmapRules rules;
    private readonly EntryBits pageFlags;
    private readonly int[] depths;
    private readonly int begin;

    // A kernel warns of types that do not suit the context until this falls to 0. One call can take two off.
    private uint warningsLeft = 10;

    /// <summary>All slots of all CPUs, empty. A kernel without HIGHMEM has none that it uses.</summary>
    public AtomicKmap(
        MemoryLayout layout,
        KmapRules rules,
        PageTables tables,
        Processors processors,
        CostCounters costs,
        EntryBits pageFlags
    )
    {
        this.layout = layout;
        this.rules = rules;
        this.tables = tables;
        this.processors = processors;
        this.costs = costs;
        this.pageFlags = pageFlags;
        depths = new int[processors.Count];
        begin = layout.Fixmap.IndexOf("KMAP") ?? -1;
    }

    private bool Counts =>
        layout.Config.HasHighmem ? rules.AtomicDisablesPreemption : rules.AtomicDisablesPreemptionWithoutHighmem;

    /// <summary>The names of a CPU's slots.</summary>
    public ItemList<string> Types => rules.AtomicSlots.Types;

    /// <summary>The number of a slot's type by its name; -1 if the kernel has none.</summary>
    public int TypeOf(string name) => rules.AtomicSlots.TypeOf(name);

    /// <summary>
    /// How many mappings a CPU holds, as preempt_count counts them; below 0 if it undid more than it made. Always 0 where
    /// the kernel does not count.
    /// </summary>
    public int Depth(int cpu) => depths[cpu];

    /// <summary>The address of a slot.</summary>
    public VirtualAddress AddressOf(int cpu, int type) => layout.Fixmap.AddressOf(IndexOf(cpu, type));

    /// <summary>The fixmap index of a slot: FIX_KMAP_BEGIN + type + KM_TYPE_NR * cpu.</summary>
    public int IndexOf(int cpu, int type)
    {
        // With CONFIG_DEBUG_HIGHMEM 2.6 has a fence before each type.
        var hasFences = layout.KmTypeCount > Types.Count;
        return begin + (layout.KmTypeCount * cpu) + (hasFences ? (2 * type) + 1 : type);
    }

    /// <summary>The physical address of a slot's page-table entry.</summary>
    public long EntryAddress(int cpu, int type) => tables.PteAddress(AddressOf(cpu, type));

    /// <summary>The lines of the warnings that the kernel gives for a type in a context (debug_kmap_atomic).</summary>
    public IReadOnlyList<int> Warnings(int type, KmapContext context)
    {
        if (!layout.Config.DebugHighmem || warningsLeft == 0)
        {
            return [];
        }

        var lines = rules.AtomicTypeWarnings(Types[type], context).ToList();
        warningsLeft = unchecked(warningsLeft - (uint)lines.Count);
        return lines;
    }

    /// <summary>kmap_atomic. A page of low memory has its address anyway, and only counts.</summary>
    /// <exception cref="KmapBugException">The slot is in use.</exception>
    public VirtualAddress Map(Mmu mmu, int pfn, int type)
    {
        type = rules.AtomicSlots.SlotFor(type, depths[mmu.Cpu]);
        if (pfn < layout.HighStartPfn)
        {
            depths[mmu.Cpu] += Counts ? 1 : 0;
            return layout.PageOffset + ((long)pfn << PageSize.Shift);
        }

        var (address, at) = (AddressOf(mmu.Cpu, type), EntryAddress(mmu.Cpu, type));
        if ((rules.AtomicClearsSlots || layout.Config.DebugHighmem) && tables.ReadEntry(at) != 0)
        {
            throw new KmapBugException(KmapBug.AtomicSlotInUse);
        }

        depths[mmu.Cpu] += Counts ? 1 : 0;
        tables.WriteEntry(at, PageTables.Entry(pfn, pageFlags));
        costs.PtesWritten++;
        if (!rules.AtomicClearsSlots)
        {
            processors.FlushOne(mmu, address);
        }

        return address;
    }

    /// <summary>kunmap_atomic. Without HIGHMEM there is nothing to unmap, and it only counts.</summary>
    /// <exception cref="KmapBugException">The address is not that of the slot, and the kernel checks this.</exception>
    public void Unmap(Mmu mmu, VirtualAddress address, int type)
    {
        if (layout.Config.HasHighmem)
        {
            UnmapSlot(mmu, address, rules.AtomicSlots.SlotFor(type, depths[mmu.Cpu] - 1));
        }

        depths[mmu.Cpu] -= Counts ? 1 : 0;
    }

    private void UnmapSlot(Mmu mmu, VirtualAddress address, int type)
    {
        var slot = AddressOf(mmu.Cpu, type);
        var isSlot = address.Page == slot;
        if (rules.AtomicClearsSlots)
        {
            CheckLowMemory(address.Page, isSlot);
        }
        else if (!layout.Config.DebugHighmem || address.Page < layout.Fixmap.Start)
        {
            // Nothing is unmapped. With CONFIG_DEBUG_HIGHMEM, all below the fixmap is taken for low memory.
            isSlot = false;
        }
        else if (!isSlot)
        {
            throw new KmapBugException(KmapBug.AtomicWrongAddress);
        }

        if (isSlot)
        {
            var at = EntryAddress(mmu.Cpu, type);
            costs.PtesWritten += tables.ReadEntry(at) == 0 ? 0 : 1;
            tables.WriteEntry(at, 0);
            processors.FlushOne(mmu, slot);
        }
    }

    // 2.6.31 with CONFIG_DEBUG_HIGHMEM: what is not the slot must be low memory.
    private void CheckLowMemory(VirtualAddress address, bool isSlot)
    {
        if (isSlot || !layout.Config.DebugHighmem)
        {
            return;
        }

        if (address < layout.PageOffset)
        {
            throw new KmapBugException(KmapBug.AtomicUserAddress);
        }

        if (address >= layout.HighMemory)
        {
            throw new KmapBugException(KmapBug.AtomicAboveLowMemory);
        }
    }
}
