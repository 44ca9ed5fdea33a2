using Highmem.Paging;

namespace Highmem.Machine;

/// <summary>The flag bits of an entry in words.</summary>
internal static class FlagText
{
    private static readonly (EntryBits Bit, string Name)[] Names =
    [
        (EntryBits.Present, "P"),
        (EntryBits.Writable, "RW"),
        (EntryBits.User, "US"),
        (EntryBits.WriteThrough, "PWT"),
        (EntryBits.CacheDisable, "PCD"),
        (EntryBits.Accessed, "A"),
        (EntryBits.Dirty, "D"),
        (EntryBits.LargePage, "PSE"),
        (EntryBits.Global, "G"),
    ];

    /// <summary>The names of the set bits, lowest first. Bit 7 of a page-table entry is PAT, not PSE.</summary>
    public static string Of(ulong entry, PageTableLevel level) =>
        string.Join(
            ' ',
            Names
                .Where(n => (entry & (ulong)n.Bit) != 0)
                .Select(n => n.Bit == EntryBits.LargePage && level == PageTableLevel.PTE ? "PAT" : n.Name)
        );
}
