namespace Highmem.Physical;

/// <summary>
/// One list, in which pages of all migrate types stand (mm/page_alloc.c: buffered_rmqueue, free_hot_cold_page of 2.6.31).
/// </summary>
internal sealed class SingleList(Zone zone, int batch) : PerCpuLists(zone)
{
    public override PerCpuList Hot { get; } = new(zone.Frames, Math.Max(batch, 1), 0, 6 * batch);

    public override int Take(MigrateType type, bool cold)
    {
        if (Hot.Count == 0)
        {
            Refill(type, cold);
        }

        var found = Hot.Find(type, cold);
        if (found == 0)
        {
            Refill(type, cold);
            found = Hot.Head;
        }

        return found == 0 ? 0 : Hot.Remove(found);
    }

    // A page is added before room is made.
    public override void Give(int pfn)
    {
        Hot.Insert(pfn, 0, Zone.TypeOf(pfn));
        if (Hot.Count >= Hot.High)
        {
            Drain(Hot);
        }
    }

    public override int KeptOf(int total) =>
        total < Hot.High ? total : Hot.High - Math.Min(Hot.Batch, Hot.High) + ((total - Hot.High) % Hot.Batch);

    // Pages enter in the order in which they are split off, so the list stays sorted by address where it can.
    private void Refill(MigrateType type, bool cold)
    {
        var after = 0;
        for (var i = 0; i < Hot.Batch && Zone.Buddy.Allocate(0, type) is var pfn and > 0; i++)
        {
            if (cold && i == 0)
            {
                Hot.Append(pfn, type);
            }
            else
            {
                Hot.Insert(pfn, after, type);
            }

            after = pfn;
        }
    }
}
