using Highmem.Addressing;
using Highmem.Paging;

namespace Highmem.Machine.Views;

/// <summary>A translation that a CPU keeps in its TLB.</summary>
public sealed class TlbEntry
{
    private readonly EntryBits bits;

    internal TlbEntry(
        IMemorySource source,
        int cpu,
        (int Set, int Age, uint Page, ulong Value, bool Large) entry,
        bool stale
    )
    {
        Source = source;
        Cpu = cpu;
        Set = entry.Set;
        Age = entry.Age;
        Address = VirtualAddress.FromPage((int)entry.Page);
        LargePage = entry.Large;
        PageFrame = PageTables.PfnOf(entry.Value);
        bits = (EntryBits)(entry.Value & ~PageTables.FrameMask);
        Stale = stale;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The CPU.</summary>
    public int Cpu { get; }

    /// <summary>The set it stands in; 4 KB pages and large pages have sets of their own.</summary>
    public int Set { get; }

    /// <summary>Its place in the set by last use: 0 is the latest, the oldest goes first.</summary>
    public int Age { get; }

    /// <summary>The first virtual address it translates.</summary>
    public VirtualAddress Address { get; }

    /// <summary>Whether it translates a large page: 4 MB, with PAE 2 MB.</summary>
    public bool LargePage { get; }

    /// <summary>The first page frame it leads to.</summary>
    public int PageFrame { get; }

    /// <summary>The physical address it leads to.</summary>
    public PhysicalAddress PhysicalAddress => Addressing.PhysicalAddress.FromPfn(PageFrame);

    /// <summary>Whether all levels allowed writing when it was loaded.</summary>
    public bool Writable => bits.HasFlag(EntryBits.Writable);

    /// <summary>Whether all levels allowed user mode.</summary>
    public bool User => bits.HasFlag(EntryBits.User);

    /// <summary>Whether the page was marked as written when it was loaded; if not, the first write walks the tables.</summary>
    public bool Dirty => bits.HasFlag(EntryBits.Dirty);

    /// <summary>Whether it survives a load of CR3.</summary>
    public bool Global => bits.HasFlag(EntryBits.Global);

    /// <summary>Whether the page tables say otherwise by now, or the address was freed lazily.</summary>
    public bool Stale { get; }

    /// <summary>Whether it translates an address.</summary>
    /// <param name="address">The address.</param>
    public bool Translates(VirtualAddress address) =>
        Address <= address && address - Address < (LargePage ? Source.Layout.LargePageBytes : PageSize.Bytes);

    /// <summary>The machine, for commands that take the address.</summary>
    internal IMemorySource Source { get; }
}
