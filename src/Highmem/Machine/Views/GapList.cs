using Highmem.Addressing;
using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>What lies between the areas of vmalloc space.</summary>
internal static class GapList
{
    public static IReadOnlyList<VmGap> Of(IMemorySource source, VmallocSpace space)
    {
        var layout = source.Layout;
        var gaps = new List<VmGap>();
        var at = layout.VmallocStart;
        var after = "VMALLOC_START";
        Add(new AddressRange(layout.HighMemory, at), "high_memory", VmGapKind.OffsetHole);
        foreach (var area in space.Nodes)
        {
            Add(new AddressRange(at, area.Address), after, VmGapKind.Free);
            after = area.Address.ToString();
            at = area.End;
            if (area.IsLazy)
            {
                Add(AddressRange.OfSize(area.Address, area.Size), after, VmGapKind.Lazy);
            }
            else
            {
                Add(new AddressRange(area.Usable.End, area.End), after, VmGapKind.GuardPage);
            }
        }

        if (at < layout.VmallocEnd)
        {
            Add(new AddressRange(at, layout.VmallocEnd), after, VmGapKind.Free);
        }

        return gaps;

        void Add(AddressRange range, string what, VmGapKind kind)
        {
            if (!range.IsEmpty)
            {
                gaps.Add(new VmGap(source, range, what, kind));
            }
        }
    }

    public static VmallocSummary Measure(IMemorySource source, VmallocSpace space)
    {
        var layout = source.Layout;
        var holes = Of(source, space).Where(g => g.Kind == VmGapKind.Free).ToList();
        var live = space.Live.ToList();
        var free = holes.Sum(h => h.Size);
        var largest = holes.Count == 0 ? 0 : holes.Max(h => h.Size);
        return new VmallocSummary(source)
        {
            Total = layout.VmallocEnd - layout.VmallocStart,
            Used = live.Sum(a => a.Size),
            LargestChunk = LargestChunk(source, live),
            Free = free,
            LargestHole = largest,
            LargestRequest = holes.Count == 0 ? 0 : holes.Max(h => RequestThatFits(source, space, h)),
            Areas = live.Count,
            Holes = holes.Count,
            Guard = live.Sum(a => (long)a.Guard),
            Gap = holes
                .Where(h => h.Address != layout.VmallocStart)
                .Sum(h => Math.Min(h.Size, space.Areas.GapAfterArea)),
            MapRam = space.Nodes.Where(a => !a.IsLazy && !a.IsListed).Sum(a => a.Size),
            Lazy = space.LazyPages << PageSize.Shift,
            ExternalFragmentation = free == 0 ? 0 : (int)((free - largest) * 100 / free),
        };
    }

    // get_vmalloc_info: between VMALLOC_START, the areas of the list, and VMALLOC_END
    private static long LargestChunk(IMemorySource source, List<VmStruct> live)
    {
        var at = source.Layout.VmallocStart;
        long largest = 0;
        foreach (var area in live)
        {
            largest = Math.Max(largest, area.Address - at);
            at = area.End;
        }

        return Math.Max(largest, source.Layout.VmallocEnd - at);
    }

    // Behind an area 2.6.31 leaves a page before the next one begins.
    private static long RequestThatFits(IMemorySource source, VmallocSpace space, VmGap hole)
    {
        var gap = hole.Address == source.Layout.VmallocStart ? 0 : space.Areas.GapAfterArea;
        return Math.Max(0, hole.Size - gap - space.Areas.GuardBytes);
    }
}
