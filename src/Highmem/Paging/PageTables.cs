using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Paging;

/// <summary>
/// The page directory and page tables of a kernel (init_mm), in emulated RAM: two levels of 32-bit entries, or with
/// PAE three of 64-bit ones. There is no copy of them: each look reads the bytes, each change writes them.
/// </summary>
internal sealed class PageTables(PhysicalMemory ram, long pgd, bool pae)
{
    /// <summary>The bits of an entry that hold the page frame, for 36 physical address bits.</summary>
    public const ulong FrameMask = 0xF_FFFF_F000;

    private const ulong Present = (ulong)EntryBits.Present;
    private const ulong Large = (ulong)EntryBits.LargePage;
    private readonly byte[] directory = ram.ChunkOf(pgd);

    /// <summary>The physical address of the PGD (CR3).</summary>
    public long Pgd { get; } = pgd;

    /// <summary>Whether the tables are in PAE format.</summary>
    public bool Pae { get; } = pae;

    /// <summary>Bytes of an entry.</summary>
    public int EntryBytes => Pae ? 8 : 4;

    /// <summary>Entries of a page table.</summary>
    public int EntriesPerTable => PageSize.Bytes / EntryBytes;

    /// <summary>log2 of what one page table maps: 4 MB, with PAE 2 MB.</summary>
    public int PmdShift => Pae ? 21 : 22;

    /// <summary>Reads an entry of this format.</summary>
    public ulong ReadEntry(long address) => Pae ? ram.ReadUInt64(address) : ram.ReadUInt32(address);

    /// <summary>Writes an entry of this format.</summary>
    public void WriteEntry(long address, ulong value)
    {
        if (Pae)
        {
            ram.WriteUInt64(address, value);
        }
        else
        {
            ram.WriteUInt32(address, (uint)value);
        }
    }

    /// <summary>Walks the tables for an address.</summary>
    public PageWalk Walk(VirtualAddress address)
    {
        var va = (long)address;
        long pmdAddress = -1;
        ulong pmd = 0;
        var pgdAddress = Pgd + (Pae ? va >> 30 << 3 : va >> 22 << 2);
        var pgdEntry = ReadEntry(pgdAddress);
        var (at, entry) = (pgdAddress, pgdEntry);
        if (Pae && (entry & Present) != 0)
        {
            at = pmdAddress = (long)(entry & FrameMask) + ((va >> 21 & 511) << 3);
            entry = pmd = ReadEntry(at);
        }

        var isLarge = (entry & (Present | Large)) == (Present | Large) && (!Pae || pmdAddress >= 0);
        long pteAddress = -1;
        ulong pte = 0;
        if ((entry & Present) != 0 && !isLarge)
        {
            at = pteAddress = (long)(entry & FrameMask) + ((va >> PageSize.Shift & (EntriesPerTable - 1)) * EntryBytes);
            entry = pte = ReadEntry(at);
        }

        return new PageWalk
        {
            Address = address,
            PgdAddress = pgdAddress,
            Pgd = pgdEntry,
            PmdAddress = pmdAddress,
            Pmd = pmd,
            PteAddress = pteAddress,
            Pte = pte,
            LeafAddress = at,
            Leaf = entry,
            PageBytes =
                isLarge ? 1L << PmdShift
                : pteAddress >= 0 && (pte & Present) != 0 ? PageSize.Bytes
                : 0,
        };
    }

    /// <summary>
    /// The physical address an access reaches, or -1 if the walk finds no page. The bare walk: no rights, no bits set.
    /// </summary>
    public long Translate(VirtualAddress address)
    {
        if (Pae)
        {
            var walk = Walk(address);
            return walk.IsMapped ? walk.Physical : -1;
        }

        var va = (uint)(long)address;
        var entry = PhysicalMemory.ReadUInt32(directory, (int)Pgd + (int)(va >> 22 << 2));
        if ((entry & (uint)(Present | Large)) == (uint)Present)
        {
            entry = ram.ReadUInt32((entry & ~0xFFFU) + (va >> PageSize.Shift << 2 & 0xFFC));
            return (entry & (uint)Present) == 0 ? -1 : (entry & ~0xFFFU) | (va & 0xFFF);
        }

        return (entry & (uint)Present) == 0 ? -1 : (entry & ~0x3FFFFFU) | (va & 0x3FFFFF);
    }

    /// <summary>The physical address of the entry that points at the page table (or large page) of an address; -1 if PAE has no PMD there.</summary>
    public long PmdEntryAddress(VirtualAddress address)
    {
        var va = (long)address;
        if (!Pae)
        {
            return Pgd + (va >> 22 << 2);
        }

        var pgdEntry = ram.ReadUInt64(Pgd + (va >> 30 << 3));
        return (pgdEntry & Present) == 0 ? -1 : (long)(pgdEntry & FrameMask) + ((va >> 21 & 511) << 3);
    }

    /// <summary>The physical address of the page-table entry of an address; -1 if there is no page table.</summary>
    public long PteAddress(VirtualAddress address)
    {
        var at = PmdEntryAddress(address);
        if (at < 0)
        {
            return -1;
        }

        var entry = ReadEntry(at);
        return (entry & (Present | Large)) == Present
            ? (long)(entry & FrameMask) + (((long)address >> PageSize.Shift & (EntriesPerTable - 1)) * EntryBytes)
            : -1;
    }

    /// <summary>Points the directory at a page table.</summary>
    public void SetTable(VirtualAddress address, int tablePfn, EntryBits flags) =>
        WriteEntry(PmdEntryAddress(address), Entry(tablePfn, flags));

    /// <summary>Makes the value of an entry.</summary>
    public static ulong Entry(int pfn, EntryBits flags) => ((ulong)(uint)pfn << PageSize.Shift) | (ulong)flags;

    /// <summary>The page frame an entry points at.</summary>
    public static int PfnOf(ulong entry) => (int)((entry & FrameMask) >> PageSize.Shift);
}
