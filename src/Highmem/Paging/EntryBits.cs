namespace Highmem.Paging;

/// <summary>The bits of a page-directory or page-table entry.</summary>
[Flags]
public enum EntryBits : long
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>P: the entry points at something.</summary>
    Present = 1 << 0,

    /// <summary>RW: writes are allowed.</summary>
    Writable = 1 << 1,

    /// <summary>US: user mode is allowed.</summary>
    User = 1 << 2,

    /// <summary>PWT: write-through.</summary>
    WriteThrough = 1 << 3,

    /// <summary>PCD: not cached.</summary>
    CacheDisable = 1 << 4,

    /// <summary>A: the processor has used the entry.</summary>
    Accessed = 1 << 5,

    /// <summary>D: the processor has written through the entry.</summary>
    Dirty = 1 << 6,

    /// <summary>PS: the directory entry maps a large page.</summary>
    LargePage = 1 << 7,

    /// <summary>G: the translation survives a reload of CR3.</summary>
    Global = 1 << 8,

    /// <summary>_KERNPG_TABLE: 0x063.</summary>
    KernelTable = Present | Writable | Accessed | Dirty,

    /// <summary>_PAGE_TABLE: 0x067.</summary>
    Table = KernelTable | User,

    /// <summary>PAGE_KERNEL without PGE: 0x063.</summary>
    Kernel = Present | Writable | Accessed | Dirty,
}
