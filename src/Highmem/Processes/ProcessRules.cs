using Highmem.Physical;

namespace Highmem.Processes;

/// <summary>A process's page directory, its page tables and its anonymous memory, as a kernel makes them.</summary>
public sealed record ProcessRules
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

    /// <summary>The flags a page for a table is asked with (pte_alloc_one, without HIGHPTE).</summary>
    public required GfpFlags TableGfp { get; init; }

    /// <summary>
    /// How many page tables of finished processes a CPU keeps for the next ones (pgt_cache_water); when it has more
    /// it gives back down to the low mark. 0 where it keeps none.
    /// </summary>
    public int KeptTablesHigh { get; init; }

    /// <summary>The low mark of the same.</summary>
    public int KeptTablesLow { get; init; }

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

    /// <summary>The name of the cache of page directories, under a configuration.</summary>
    internal string DirectoryCacheName(bool pae) => pae ? DirectoryCachePae : DirectoryCache;
}
