using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Layout;

/// <summary>In which pages a kernel maps low memory at PAGE_OFFSET, where large pages may be used.</summary>
/// <param name="Name">A word for it.</param>
/// <param name="PiecesOf">The pieces, given the end of low memory and the bytes of a large page.</param>
internal sealed record DirectMapPolicy(string Name, Func<long, long, IEnumerable<DirectMapPiece>> PiecesOf) : IPolicy
{
    /// <summary>Large pages throughout; the last may reach beyond max_low_pfn.</summary>
    public static DirectMapPolicy LargePages { get; } =
        new("large pages", (end, large) => [new(0, PageSize.AlignUp(end, large), true)]);

    /// <summary>
    /// 4 KB pages in the first large page, as fixed MTRRs give its parts different memory types, and in an unaligned last
    /// one; large pages between.
    /// </summary>
    public static DirectMapPolicy SmallHeadAndTail { get; } = new("small head and tail", SmallHeadAndTailOf);

    private static IEnumerable<DirectMapPiece> SmallHeadAndTailOf(long end, long large)
    {
        var head = Math.Min(large, end);
        var tail = Math.Max(PageSize.AlignDown(end, large), head);
        return new DirectMapPiece[] { new(0, head, false), new(head, tail, true), new(tail, end, false) }.Where(p =>
            p.Start < p.End
        );
    }
}
