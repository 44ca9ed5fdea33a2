using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.Paging;

/// <summary>Page tables of a kernel: where boot puts them, how their entries look, and what becomes of empty ones.</summary>
internal sealed record PagingRules : IRules
{
    /// <summary>Where the page directory lies in physical memory, given the kernel's image.</summary>
    public required Func<KernelImage, long> PageDirectory { get; init; }

    /// <summary>The lowest physical address for the boot-time page tables.</summary>
    public required long BootTablesGoal { get; init; }

    /// <summary>Whether the first page table that low memory needs lies behind the image; otherwise where the others do.</summary>
    public bool FirstTableBehindImage { get; init; }

    /// <summary>Flag bits of a page-directory entry that boot points at a page table.</summary>
    public required EntryBits BootTableFlags { get; init; }

    /// <summary>Flag bits that PAGE_KERNEL_NOCACHE adds.</summary>
    public EntryBits NoCacheFlags { get; init; } = EntryBits.CacheDisable;

    /// <summary>The bits of a page-table entry that are the kernel's own.</summary>
    public required ItemList<SoftwareBit> SoftwareBits { get; init; }

    /// <summary>The flags a page for a process's table is asked with (pte_alloc_one, without HIGHPTE).</summary>
    public required GfpFlags TableGfp { get; init; }

    /// <summary>
    /// How many page tables of finished processes a CPU keeps for the next ones (pgt_cache_water); when it has more it gives
    /// back down to the low mark. 0 where it keeps none.
    /// </summary>
    public int KeptTablesHigh { get; init; }

    /// <summary>The low mark of the same.</summary>
    public int KeptTablesLow { get; init; }

    public IEnumerable<RuleFact> Facts =>
        [
            new(
                nameof(BootTablesGoal),
                BootTablesGoal,
                "the lowest physical address of boot's page tables",
                "arch/x86/mm/init.c: find_early_table_space"
            ),
            new(
                nameof(FirstTableBehindImage),
                FirstTableBehindImage,
                "whether the first of them lies behind the image",
                "arch/x86/mm/init_32.c"
            ),
            new(
                nameof(BootTableFlags),
                $"0x{(long)BootTableFlags:x3}",
                "flag bits of entries that point at tables",
                "arch/i386/mm/init.c: one_page_table_init"
            ),
            new(
                nameof(NoCacheFlags),
                $"0x{(long)NoCacheFlags:x3}",
                "flag bits of device memory",
                "asm/pgtable.h: PAGE_KERNEL_NOCACHE"
            ),
            new(
                nameof(SoftwareBits),
                string.Join(' ', SoftwareBits.Select(b => b.Name)),
                "bits of an entry that are the kernel's own",
                "asm/pgtable.h"
            ),
            new(
                nameof(KeptTablesHigh),
                KeptTablesHigh,
                "page tables that a CPU keeps for the next processes",
                "mm/memory.c: pgt_cache_water"
            ),
        ];
}
