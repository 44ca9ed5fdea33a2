using Highmem.Machine.Views;
using Highmem.Physical;

namespace Highmem.Machine;

// Zones and their free blocks.
public sealed partial class I386Machine
{
    /// <summary>The zones: DMA, Normal, HighMem.</summary>
    public IReadOnlyList<MemoryZone> GetZones()
    {
        lock (gate)
        {
            return [.. parts.Pages.Zones.Select(Show)];
        }
    }

    /// <summary>The free blocks of each zone that has pages, by order.</summary>
    /// <param name="byMigrateType">Whether to tell migrate types apart, where the kernel has them.</param>
    public IReadOnlyList<BuddyInfo> GetBuddyInfo(bool byMigrateType = false)
    {
        lock (gate)
        {
            return [.. parts.Pages.Zones.Where(z => !z.IsEmpty).SelectMany(zone => Show(zone, byMigrateType))];
        }
    }

    private MemoryZone Show(Zone zone) =>
        new(this)
        {
            Name = zone.Name,
            StartPfn = zone.Start,
            EndPfn = zone.End,
            Spanned = zone.Boot.SpannedPages,
            Present = zone.Boot.PresentPages,
            Managed = parts.ManagedPages[zone.Index],
            Free = zone.Buddy.FreePages,
            PerCpu = zone.PerCpuPages,
            Min = zone.Marks.Min,
            Low = zone.Marks.Low,
            High = zone.Marks.High,
            ReserveNormal = zone.Marks.Reserve[1],
            ReserveHighMem = zone.Marks.Reserve[2],
            Batch = zone.Batch,
            LargestOrder = LargestOrder(zone),
        };

    private IEnumerable<BuddyInfo> Show(Zone zone, bool byMigrateType)
    {
        var orders = Enumerable.Range(0, parts.Pages.MaxOrder);
        if (!byMigrateType || zone.Blocks is null)
        {
            return [new BuddyInfo(this, zone.Name, null, [.. orders.Select(zone.Buddy.FreeBlocks)])];
        }

        return Enum.GetValues<MigrateType>()
            .Select(type => new BuddyInfo(
                this,
                zone.Name,
                type,
                [.. orders.Select(order => zone.Buddy.List(order, type).Count())]
            ));
    }

    private int LargestOrder(Zone zone)
    {
        var order = parts.Pages.MaxOrder - 1;
        while (order >= 0 && zone.Buddy.FreeBlocks(order) == 0)
        {
            order--;
        }

        return order;
    }
}
