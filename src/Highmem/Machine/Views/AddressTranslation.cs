using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>How one virtual address is translated, level by level. Levels that were not reached are empty.</summary>
public sealed record AddressTranslation
{
    internal AddressTranslation(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The virtual address.</summary>
    public required VirtualAddress Address { get; init; }

    /// <summary>The physical address; empty if the address is not mapped.</summary>
    public required PhysicalAddress? PhysicalAddress { get; init; }

    /// <summary>The page frame; empty if the address is not mapped.</summary>
    public required int? PageFrame { get; init; }

    /// <summary>Whether the address is mapped.</summary>
    public required bool Mapped { get; init; }

    /// <summary>Bytes of the page: 4096, or a large page's 4 MB (PAE 2 MB); 0 if it is not mapped.</summary>
    public required long PageSize { get; init; }

    /// <summary>Whether all levels allow writing.</summary>
    public required bool Writable { get; init; }

    /// <summary>The region of the address space; <c>user</c> below PAGE_OFFSET.</summary>
    public required string Region { get; init; }

    /// <summary>Physical address of the PGD entry.</summary>
    public required PhysicalAddress PgdAddress { get; init; }

    /// <summary>The PGD entry in hex.</summary>
    public required string Pgd { get; init; }

    /// <summary>Physical address of the PMD entry (PAE).</summary>
    public required PhysicalAddress? PmdAddress { get; init; }

    /// <summary>The PMD entry in hex (PAE).</summary>
    public required string? Pmd { get; init; }

    /// <summary>Physical address of the page-table entry.</summary>
    public required PhysicalAddress? PteAddress { get; init; }

    /// <summary>The page-table entry in hex.</summary>
    public required string? Pte { get; init; }

    /// <summary>The flags of the last entry read.</summary>
    public required string Flags { get; init; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
