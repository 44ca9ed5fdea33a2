using Highmem.Boot;
using Highmem.Paging;

namespace Highmem.Kernels;

/// <summary>The bits of a page-table entry that are the kernel's own: asm-i386/pgtable.h, arch/x86/include/asm/pgtable_types.h.</summary>
internal static class SoftwareBits
{
    /// <summary>2.4.21 and 2.6.9.</summary>
    public static ItemList<SoftwareBit> WithProtnoneInBit7 { get; } = [File, Protnone(7)];

    /// <summary>2.6.31.</summary>
    public static ItemList<SoftwareBit> WithProtnoneInBit8 { get; } =
    [
        File,
        Protnone(8),
        new(9, "SPECIAL", true, "no struct page stands behind the mapping, or it is not to be touched"),
        new(10, "IOMAP", true, "maps device memory: ioremap, or a BIOS table"),
        new(11, "HIDDEN", true, "hidden by kmemcheck: an access faults and is checked"),
    ];

    private static SoftwareBit File =>
        new(6, "FILE", false, "a page of a nonlinear file mapping; the rest is its offset");

    private static SoftwareBit Protnone(int bit) =>
        new(bit, "PROTNONE", false, "the page is in memory, but no access is allowed (mprotect)");
}
