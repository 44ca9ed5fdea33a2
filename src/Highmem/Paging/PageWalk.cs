using Highmem.Addressing;

namespace Highmem.Paging;

/// <summary>
/// What reading the tables for one address found. A level that was not reached has entry address -1; without PAE
/// there is no PMD and a large page sits in the PGD.
/// </summary>
internal readonly struct PageWalk
{
    public required VirtualAddress Address { get; init; }

    /// <summary>Physical address and value of the page-directory entry (with PAE: directory-pointer entry).</summary>
    public required long PgdAddress { get; init; }
    public required ulong Pgd { get; init; }

    /// <summary>Physical address and value of the middle entry; PAE only.</summary>
    public required long PmdAddress { get; init; }
    public required ulong Pmd { get; init; }

    /// <summary>Physical address and value of the page-table entry.</summary>
    public required long PteAddress { get; init; }
    public required ulong Pte { get; init; }

    /// <summary>The last entry read: the leaf if the address is mapped, else the one that stopped the walk.</summary>
    public required long LeafAddress { get; init; }
    public required ulong Leaf { get; init; }

    /// <summary>Bytes the leaf maps; 0 if the address is not mapped.</summary>
    public required long PageBytes { get; init; }

    /// <summary>Whether the address is mapped.</summary>
    public bool IsMapped => PageBytes != 0;

    /// <summary>Whether every level allows writing.</summary>
    public bool IsWritable
    {
        get
        {
            const ulong writable = (ulong)EntryBits.Writable;
            var middle = PmdAddress < 0 ? Pgd : Pmd;
            return (middle & writable) != 0 && (Leaf & writable) != 0;
        }
    }

    /// <summary>Whether every level allows user mode.</summary>
    public bool IsUser
    {
        get
        {
            // PAE's directory-pointer entries have no such bit.
            const ulong user = (ulong)EntryBits.User;
            var middle = PmdAddress < 0 ? Pgd : Pmd;
            return (middle & user) != 0 && (Leaf & user) != 0;
        }
    }

    /// <summary>The physical address of the byte; meaningful only if it is mapped.</summary>
    public long Physical =>
        (long)(Leaf & PageTables.FrameMask & ~(ulong)(PageBytes - 1)) | ((long)Address & (PageBytes - 1));
}
