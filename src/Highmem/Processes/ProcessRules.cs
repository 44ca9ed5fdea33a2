using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.Processes;

/// <summary>A process's page directory, its page tables and its anonymous memory, as a kernel makes them.</summary>
internal sealed record ProcessRules : IRules
{
    /// <summary>The slab cache that page directories come from without PAE; empty if each is a page.</summary>
    public string DirectoryCache { get; init; } = "";

    /// <summary>The same with PAE, where a directory has four entries.</summary>
    public string DirectoryCachePae { get; init; } = "";

    /// <summary>The slab cache that PAE's middle directories come from; empty if each is a page.</summary>
    public string MiddleCache { get; init; } = "";

    /// <summary>
    /// Whether the cache's constructor copies the kernel's part, so that a directory that is used again still has
    /// what its last process had; otherwise it is copied for each process.
    /// </summary>
    public bool DirectoryIsConstructed { get; init; }

    /// <summary>The flags an anonymous page is asked with.</summary>
    public required GfpFlags PageGfp { get; init; }

    /// <summary>
    /// Whether reading a page that was never written maps the one page of zeros, read-only, until it is written
    /// (ZERO_PAGE); otherwise it gets a page of its own at once.
    /// </summary>
    public required bool ReadsMapZeroPage { get; init; }

    /// <summary>Where empty_zero_page lies in physical memory; null for the page behind the kernel's directory.</summary>
    public long? ZeroPage { get; init; }

    /// <summary>Whether only addresses of the vmalloc area are looked up in the kernel's directory after a fault.</summary>
    public required bool FaultsOnlyInVmallocArea { get; init; }

    public IEnumerable<RuleFact> Facts =>
        [
            new(
                nameof(DirectoryCache),
                DirectoryCache,
                "the slab cache of page directories",
                "arch/i386/mm/pgtable.c: pgd_alloc"
            ),
            new(nameof(DirectoryCachePae), DirectoryCachePae, "the same with PAE", "arch/i386/mm/pgtable.c: pgd_alloc"),
            new(
                nameof(DirectoryIsConstructed),
                DirectoryIsConstructed,
                "whether a used directory keeps the kernel's part",
                "arch/i386/mm/pgtable.c: pgd_ctor"
            ),
            new(
                nameof(ReadsMapZeroPage),
                ReadsMapZeroPage,
                "whether reading maps the page of zeros",
                "mm/memory.c: do_anonymous_page"
            ),
            new(
                nameof(FaultsOnlyInVmallocArea),
                FaultsOnlyInVmallocArea,
                "whether only vmalloc space is looked up after a fault",
                "arch/x86/mm/fault.c: vmalloc_fault"
            ),
        ];

    /// <summary>The name of the cache of page directories, under a configuration.</summary>
    internal string DirectoryCacheName(bool pae) => pae ? DirectoryCachePae : DirectoryCache;
}
