using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>A bit, or a field of several, of an entry of page tables, and what it says.</summary>
public sealed record PageTableBit
{
    internal PageTableBit(PageTableEntry entry)
    {
        Source = entry.Source;
        Address = entry.Address;
        Level = entry.Level;
        Entry = entry.Value;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The virtual address that the entry was looked up for.</summary>
    public VirtualAddress Address { get; }

    /// <summary>The table the entry stands in.</summary>
    public PageTableLevel Level { get; }

    /// <summary>The whole entry in hex.</summary>
    public string Entry { get; }

    /// <summary>The bit, or the bits of a field as <c>12-31</c>.</summary>
    public required string Bit { get; init; }

    /// <summary>Its name: the processor's, or the kernel's own.</summary>
    public required string Name { get; init; }

    /// <summary>0 or 1; a field in hex.</summary>
    public required string Value { get; init; }

    /// <summary>What this value says.</summary>
    public required string Meaning { get; init; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
