using Highmem.Addressing;
using Highmem.Machine.State;
using Highmem.Paging;

namespace Highmem.Machine.Views;

/// <summary>A slot of kmap_atomic, as its page-table entry stands.</summary>
public sealed class AtomicKmapSlot
{
    private readonly ulong entry;

    internal AtomicKmapSlot(IMemorySource source, BootSequence parts, Mmu mmu, int type)
    {
        Source = source;
        Cpu = mmu.Cpu;
        Type = parts.Kernel.Kmap.AtomicSlots.Types[type];
        TypeNumber = type;
        Index = parts.AtomicKmap.IndexOf(mmu.Cpu, type);
        Address = parts.AtomicKmap.AddressOf(mmu.Cpu, type);
        entry = parts.Tables.ReadEntry(parts.AtomicKmap.EntryAddress(mmu.Cpu, type));
        Cached = mmu.Tlb.Holds((uint)Address.PageNumber);
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The CPU.</summary>
    public int Cpu { get; }

    /// <summary>The type (km_type).</summary>
    public string Type { get; }

    /// <summary>The type's number, the fences of CONFIG_DEBUG_HIGHMEM not counted.</summary>
    public int TypeNumber { get; }

    /// <summary>The fixmap index: FIX_KMAP_BEGIN + type + KM_TYPE_NR * CPU.</summary>
    public int Index { get; }

    /// <summary>The slot's address.</summary>
    public VirtualAddress Address { get; }

    /// <summary>Whether the entry maps a page. 2.4.21 and 2.6.9 leave it in place when the mapping is undone.</summary>
    public bool Mapped => entry != 0;

    /// <summary>The page frame that the entry points at; empty if the entry is.</summary>
    public int? Pfn => Mapped ? PageTables.PfnOf(entry) : null;

    /// <summary>The page-table entry in hex.</summary>
    public string Value => TableDump.Hex(Source, entry);

    /// <summary>Whether the CPU has the address in its TLB.</summary>
    public bool Cached { get; }

    /// <summary>The machine, for commands that take the slot.</summary>
    internal IMemorySource Source { get; }
}
