using System.Numerics;
using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Vmalloc;

/// <summary>What the address of an ioremap area must be a multiple of.</summary>
/// <param name="Name">A word for it.</param>
/// <param name="Of">The bytes, given the bytes that are mapped, without the guard page.</param>
internal sealed record IoremapAlignment(string Name, Func<long, long> Of) : IPolicy
{
    // IOREMAP_MAX_ORDER
    private const int LargestShift = 19;

    /// <summary>A page.</summary>
    public static IoremapAlignment Page { get; } = new("a page", _ => PageSize.Bytes);

    /// <summary>
    /// The next power of two above the size, 512 KB at most: one page is aligned to two (1 &lt;&lt; fls(size)).
    /// </summary>
    public static IoremapAlignment AboveSize { get; } =
        new("a power of two above its size", size => PowerOfTwoAbove(size));

    /// <summary>The size rounded up to a power of two, 512 KB at most.</summary>
    public static IoremapAlignment Size { get; } = new("its size as a power of two", size => PowerOfTwoAbove(size - 1));

    private static long PowerOfTwoAbove(long size) =>
        1L << Math.Clamp(BitOperations.Log2((ulong)Math.Max(size, 1)) + 1, PageSize.Shift, LargestShift);
}
