using Highmem.Boot;

namespace Highmem.Vmalloc;

/// <summary>
/// How a kernel maps device memory (arch/i386/mm/ioremap.c: __ioremap; 2.6.31 arch/x86/mm/ioremap.c:
/// __ioremap_caller).
/// </summary>
public sealed record IoremapRules
{
    /// <summary>The functions there are.</summary>
    public required ItemList<IoremapMode> Modes { get; init; }

    /// <summary>Whether the size is rounded from the last byte, so that a last page of one byte is lost (2.4.21).</summary>
    public bool LosesLastPage { get; init; }

    /// <summary>Whether RAM is told by the e820 map, high memory included (2.6.31); otherwise below high_memory only.</summary>
    public bool KnowsRamByMap { get; init; }

    /// <summary>Whether entries have the flags of PAGE_KERNEL (2.6.31); otherwise they are never global.</summary>
    public bool UsesPageKernel { get; init; }

    /// <summary>Whether the cache attribute of each physical range is kept, and conflicts are refused (2.6.31 with PAT).</summary>
    public bool TracksMemtypes { get; init; }

    /// <summary>Whether mapping ends with a flush of the whole TLB.</summary>
    public bool Flushes { get; init; }

    /// <summary>Whether iounmap is vfree (2.4.21).</summary>
    public bool IounmapIsVfree { get; init; }
}
