using Highmem.Boot;

namespace Highmem.Vmalloc;

/// <summary>
/// How a kernel maps device memory (arch/i386/mm/ioremap.c: __ioremap; 2.6.31 arch/x86/mm/ioremap.c:
/// __ioremap_caller).
/// </summary>
internal sealed record IoremapRules : IRules
{
    /// <summary>The functions there are.</summary>
    public required ItemList<IoremapMode> Modes { get; init; }

    /// <summary>What the address of an area must be a multiple of.</summary>
    public required IoremapAlignment Alignment { get; init; }

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

    public IEnumerable<RuleFact> Facts =>
        [
            new(
                "IoremapVariants",
                ItemList.Of<IoremapVariant>([.. Modes.Select(m => m.Variant)]),
                "functions that map device memory",
                "arch/i386/mm/ioremap.c"
            ),
            new(
                "IoremapAlignment",
                Alignment.Name,
                "what the address of an ioremap area is a multiple of",
                "mm/vmalloc.c: __get_vm_area"
            ),
            new(
                "IoremapKnowsRamByMap",
                KnowsRamByMap,
                "whether the e820 map tells what is RAM",
                "arch/x86/mm/ioremap.c: __ioremap_caller"
            ),
            new(
                "IoremapTracksMemtypes",
                TracksMemtypes,
                "whether cache attributes are kept and conflicts refused",
                "arch/x86/mm/pat.c: reserve_memtype"
            ),
            new("IounmapIsVfree", IounmapIsVfree, "whether iounmap is vfree", "arch/i386/mm/ioremap.c: iounmap"),
        ];
}
