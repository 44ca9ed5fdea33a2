using Highmem.Addressing;
using Highmem.HighMemory;
using Highmem.Machine.State;
using Highmem.Paging;

namespace Highmem.Machine.Views;

/// <summary>A slot of kmap: its count, and what its page-table entry and the TLBs hold.</summary>
public sealed class PkmapEntry
{
    private readonly ulong entry;

    internal PkmapEntry(IMemorySource source, BootSequence parts, PersistentKmap kmap, int slot)
    {
        Source = source;
        Slot = slot;
        Address = kmap.AddressOf(slot);
        Count = kmap.Count(slot);
        EntryAddress = kmap.EntryAddress(slot);
        entry = parts.Tables.ReadEntry(kmap.EntryAddress(slot));
        CachedByCpus = parts.Processors.All.Count(mmu => mmu.Tlb.Holds((uint)Address.PageNumber));
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The slot's number (PKMAP_NR).</summary>
    public int Slot { get; }

    /// <summary>Its address (PKMAP_ADDR).</summary>
    public VirtualAddress Address { get; }

    /// <summary>pkmap_count.</summary>
    public int Count { get; }

    /// <summary>Users: kmaps that are not undone yet.</summary>
    public int Users => Math.Max(Count - 1, 0);

    /// <summary>The page frame that the entry points at; empty if the entry is.</summary>
    public int? Pfn => entry == 0 ? null : PageTables.PfnOf(entry);

    /// <summary>What the count means.</summary>
    public PkmapState State =>
        Count switch
        {
            0 => PkmapState.Free,
            1 => PkmapState.Unused,
            _ => PkmapState.InUse,
        };

    /// <summary>The physical address of the page-table entry.</summary>
    public PhysicalAddress EntryAddress { get; }

    /// <summary>The page-table entry in hex.</summary>
    public string Value => TableDump.Hex(Source, entry);

    /// <summary>How many CPUs have the address in their TLB.</summary>
    public int CachedByCpus { get; }

    /// <summary>The machine, for commands that take the slot.</summary>
    internal IMemorySource Source { get; }
}
