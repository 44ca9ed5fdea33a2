namespace Highmem.Physical;

/// <summary>
/// A hot and a cold list, each refilled with a batch at its low mark (mm/page_alloc.c: buffered_rmqueue, free_hot_cold_page
/// of 2.6.9).
/// </summary>
internal sealed class HotAndColdLists(Zone zone, int batch) : PerCpuLists(zone)
{
    public override PerCpuList Hot { get; } = new(zone.Frames, batch, 2 * batch, 6 * batch);

    public override PerCpuList Cold { get; } = new(zone.Frames, batch, 0, 2 * batch);

    public override int Take(MigrateType type, bool cold)
    {
        var list = cold ? Cold : Hot;
        if (list.Count <= list.Low)
        {
            for (var i = 0; i < list.Batch && Zone.Buddy.Allocate(0) is var pfn and > 0; i++)
            {
                list.Append(pfn, MigrateType.Unmovable);
            }
        }

        return list.Head != 0 ? list.Remove(list.Head) : Zone.Buddy.Allocate(0);
    }

    // Room is made before a page is added.
    public override void Give(int pfn)
    {
        if (Hot.Count >= Hot.High)
        {
            Drain(Hot);
        }

        Hot.Insert(pfn, 0, Zone.TypeOf(pfn));
    }

    public override int KeptOf(int total) =>
        total <= Hot.High ? total : Hot.High - Hot.Batch + 1 + ((total - Hot.High - 1) % Hot.Batch);
}
