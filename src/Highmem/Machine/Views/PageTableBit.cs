namespace Highmem.Machine.Views;

/// <summary>A bit, or a field of several, of an entry of page tables, and what it says.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Address">The virtual address that the entry was looked up for.</param>
/// <param name="Level">The table the entry stands in.</param>
/// <param name="Entry">The whole entry in hex.</param>
/// <param name="Bit">The bit, or the bits of a field as <c>12-31</c>.</param>
/// <param name="Name">Its name: the processor's, or the kernel's own.</param>
/// <param name="Value">0 or 1; a field in hex.</param>
/// <param name="Meaning">What this value says.</param>
public sealed record PageTableBit(
    string Machine,
    Addressing.VirtualAddress Address,
    PageTableLevel Level,
    string Entry,
    string Bit,
    string Name,
    string Value,
    string Meaning
);
