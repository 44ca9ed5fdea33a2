using Highmem.Addressing;
using Highmem.Paging;

namespace Highmem.Machine.Views;

/// <summary>
/// A run of neighbouring pages with equal rights: the entries of a dump, merged. Accessed and Dirty are not compared,
/// and the pages need not follow each other in physical memory.
/// </summary>
public sealed class PageTableRange
{
    internal PageTableRange(IMemorySource source, AddressRange range, string region, PageTableEntry first, int entries)
    {
        Source = source;
        Address = range.Start;
        End = range.End;
        Region = region;
        Level = first.Level;
        Entries = entries;
        First = first.Bits;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The first address.</summary>
    public VirtualAddress Address { get; }

    /// <summary>One past the last address.</summary>
    public VirtualAddress End { get; }

    /// <summary>Bytes.</summary>
    public long Size => End - Address;

    /// <summary>The region of the address space; runs end where it ends. <c>user</c> below PAGE_OFFSET.</summary>
    public string Region { get; }

    /// <summary>Where the merged entries stand.</summary>
    public PageTableLevel Level { get; }

    /// <summary>How many entries were merged.</summary>
    public int Entries { get; }

    /// <summary>The physical address of the first page.</summary>
    public PhysicalAddress PhysicalAddress => Addressing.PhysicalAddress.FromPfn(PageTables.PfnOf(First));

    /// <summary>P.</summary>
    public bool Present => (First & (ulong)EntryBits.Present) != 0;

    /// <summary>RW.</summary>
    public bool Writable => (First & (ulong)EntryBits.Writable) != 0;

    /// <summary>US.</summary>
    public bool User => (First & (ulong)EntryBits.User) != 0;

    /// <summary>G.</summary>
    public bool Global => (First & (ulong)EntryBits.Global) != 0;

    /// <summary>Whether the pages are large ones.</summary>
    public bool LargePage => Level != PageTableLevel.PTE;

    /// <summary>The bits that all entries share, Accessed and Dirty left out.</summary>
    public string Flags => FlagText.Of(First & ~IgnoredBits, Level, Source.Profile);

    /// <summary>Bits that do not part two runs.</summary>
    internal static ulong IgnoredBits => (ulong)(EntryBits.Accessed | EntryBits.Dirty) | PageTables.FrameMask;

    /// <summary>The machine, for commands that take a range.</summary>
    internal IMemorySource Source { get; }

    private ulong First { get; }
}
