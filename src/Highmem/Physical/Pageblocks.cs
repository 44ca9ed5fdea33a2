namespace Highmem.Physical;

/// <summary>
/// The migrate type of each pageblock of a zone (get_pageblock_migratetype), counted from the zone's first frame. At
/// boot all are movable.
/// </summary>
internal sealed class Pageblocks
{
    private readonly int start;
    private readonly MigrateType[] types;

    /// <summary>The blocks of the frames [start, end).</summary>
    /// <param name="start">First frame of the zone.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="order">pageblock_order: log2 of the pages of a block.</param>
    public Pageblocks(int start, int end, int order)
    {
        this.start = start;
        Order = order;
        types = new MigrateType[((end - start) >> order) + 1];
        Array.Fill(types, MigrateType.Movable);
    }

    /// <summary>log2 of the pages of a block.</summary>
    public int Order { get; }

    /// <summary>Pages of a block.</summary>
    public int Pages => 1 << Order;

    /// <summary>The type of the block a frame lies in.</summary>
    public MigrateType this[int pfn]
    {
        get => types[(pfn - start) >> Order];
        set => types[(pfn - start) >> Order] = value;
    }
}
