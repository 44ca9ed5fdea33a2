using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.Vmalloc;

/// <summary>Where vmalloc keeps the list of an area's pages.</summary>
internal abstract class PagesArrayPolicy : IPolicy
{
    private const int PointerBytes = 4;

    /// <summary>Nowhere: vfree finds the pages in the page tables (2.4).</summary>
    public static PagesArrayPolicy InTables { get; } = new Tables();

    /// <summary>In a kmalloc'ed array.</summary>
    public static PagesArrayPolicy Kmalloc { get; } = new KmallocArray();

    /// <summary>In a kmalloc'ed array up to a page, in an area of vmalloc above.</summary>
    public static PagesArrayPolicy KmallocOrArea { get; } = new KmallocOrAreaArray();

    public abstract string Name { get; }

    /// <summary>Whether there is a list; otherwise an area's pages are those that its entries point at.</summary>
    public virtual bool KeepsList => true;

    /// <summary>Bytes of the array of so many pages.</summary>
    public static long BytesFor(long pages) => pages * PointerBytes;

    /// <summary>Whether the array of so many pages is an area itself.</summary>
    public virtual bool IsArea(long pages) => false;

    /// <summary>Whether kmalloc has no cache for the array of so many pages, where it must have one.</summary>
    /// <param name="pages">Pages of the area.</param>
    /// <param name="kmallocSizes">The sizes that kmalloc has caches for, ascending.</param>
    public virtual bool IsTooLarge(long pages, IReadOnlyList<int> kmallocSizes) => false;

    /// <summary>
    /// A number for the kind of array that so many pages need: of two requests of one kind the larger one never fits where
    /// the smaller does not.
    /// </summary>
    /// <param name="pages">Pages of the area.</param>
    /// <param name="kmallocSizes">The sizes that kmalloc has caches for, ascending.</param>
    public virtual int KindFor(long pages, IReadOnlyList<int> kmallocSizes) =>
        kmallocSizes.Count(size => size < BytesFor(pages));

    /// <summary>Gives an area its pages.</summary>
    public virtual VmallocFailure Fill(VmallocSpace space, VmStruct area, GfpFlags gfp) =>
        space.FillThenMap(area, gfp, this);

    private sealed class Tables : PagesArrayPolicy
    {
        public override string Name => "in the page tables";

        public override bool KeepsList => false;

        public override int KindFor(long pages, IReadOnlyList<int> kmallocSizes) => 0;

        public override VmallocFailure Fill(VmallocSpace space, VmStruct area, GfpFlags gfp) =>
            space.FillPageByPage(area, gfp);
    }

    private sealed class KmallocArray : PagesArrayPolicy
    {
        public override string Name => "kmalloc";

        public override bool IsTooLarge(long pages, IReadOnlyList<int> kmallocSizes) =>
            BytesFor(pages) > kmallocSizes[^1];
    }

    private sealed class KmallocOrAreaArray : PagesArrayPolicy
    {
        public override string Name => "kmalloc, above a page vmalloc";

        public override bool IsArea(long pages) => BytesFor(pages) > PageSize.Bytes;

        public override int KindFor(long pages, IReadOnlyList<int> kmallocSizes) =>
            IsArea(pages)
                ? -1 - KindFor(PageSize.PagesFor(BytesFor(pages)), kmallocSizes)
                : base.KindFor(pages, kmallocSizes);
    }
}
