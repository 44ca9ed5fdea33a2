using Highmem.Addressing;
using Highmem.Paging;

namespace Highmem.Machine.Views;

/// <summary>An entry of the page directory or of a page table, as its bytes stand.</summary>
public sealed class PageTableEntry
{
    internal PageTableEntry(
        IMemorySource source,
        VirtualAddress address,
        PageTableLevel level,
        long entryAddress,
        ulong value
    )
    {
        Source = source;
        Address = address;
        Level = level;
        EntryAddress = entryAddress;
        Bits = value;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The virtual address it was looked up for; in a dump, the first one it maps.</summary>
    public VirtualAddress Address { get; }

    /// <summary>The table it stands in.</summary>
    public PageTableLevel Level { get; }

    /// <summary>The physical address of the entry itself.</summary>
    public PhysicalAddress EntryAddress { get; }

    /// <summary>The entry in hex: 8 digits, with PAE 16.</summary>
    public string Value => TableDump.Hex(Source, Bits);

    /// <summary>The page frame it points at: a table's or a page's.</summary>
    public int PageFrame => PageTables.PfnOf(Bits);

    /// <summary>The physical address it points at.</summary>
    public PhysicalAddress PhysicalAddress => Addressing.PhysicalAddress.FromPfn(PageFrame);

    /// <summary>P.</summary>
    public bool Present => Has(EntryBits.Present);

    /// <summary>RW.</summary>
    public bool Writable => Has(EntryBits.Writable);

    /// <summary>US.</summary>
    public bool User => Has(EntryBits.User);

    /// <summary>A.</summary>
    public bool Accessed => Has(EntryBits.Accessed);

    /// <summary>D.</summary>
    public bool Dirty => Has(EntryBits.Dirty);

    /// <summary>G.</summary>
    public bool Global => Has(EntryBits.Global);

    /// <summary>PS: a directory entry that maps a large page.</summary>
    public bool LargePage => Level != PageTableLevel.PTE && Has(EntryBits.LargePage);

    /// <summary>The set bits by their short names.</summary>
    public string Flags => FlagText.Of(Bits, Level, Source.Profile);

    /// <summary>Every bit of the entry with its name, value and meaning, lowest first.</summary>
    public IReadOnlyList<PageTableBit> Explain() => new EntryExplanation(this).Rows();

    internal IEnumerable<string> FlagNames => FlagText.Names(Bits, Level, Source.Profile);

    /// <summary>The machine, for commands that take an entry.</summary>
    internal IMemorySource Source { get; }

    internal ulong Bits { get; }

    private bool Has(EntryBits bit) => (Bits & (ulong)bit) != 0;
}
