using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace Highmem.Reports.VmallocInfo;

/// <summary>What lies between areas of a dump, and these areas in numbers.</summary>
internal sealed class VmallocDumpGaps
{
    private const VmallocInfoFlags Unowned = VmallocInfoFlags.VmMapRam | VmallocInfoFlags.Unpurged;
    private readonly VmallocDump dump;
    private readonly List<VmallocInfoArea> areas;
    private readonly bool isWhole;
    private readonly ulong start;
    private readonly ulong end;

    /// <summary>Takes areas of a dump; where the file does not tell the window, it is what all its areas span.</summary>
    public VmallocDumpGaps(VmallocDump dump, IEnumerable<VmallocInfoArea> chosen)
    {
        this.dump = dump;
        start = dump.WindowStart ?? dump.Sorted[0].Parsed.Start;
        end = dump.WindowEnd ?? dump.Sorted.Max(a => a.Parsed.End);
        var distinct = chosen.Distinct().ToList();
        isWhole = distinct.Count == dump.Areas.Count;
        areas = [.. distinct.Where(a => start <= a.Parsed.Start && a.Parsed.End <= end).OrderBy(a => a.Parsed.Start)];
    }

    private IEnumerable<VmallocInfoArea> Owned => areas.Where(a => (a.Flags & Unowned) == VmallocInfoFlags.None);

    public IReadOnlyList<VmallocInfoGap> List()
    {
        var gaps = new List<VmallocInfoGap>();
        var (at, after) = (start, dump.WindowStart is null ? "the first area" : "VMALLOC_START");
        foreach (var area in areas)
        {
            var line = area.Parsed;
            Add(at, line.Start, VmGapKind.Free);
            (at, after) = (line.End, area.Address.ToString()!);
            if (area.Flags == VmallocInfoFlags.Unpurged)
            {
                Add(line.Start, line.End, VmGapKind.Lazy);
            }
            else if (area.HasGuard)
            {
                Add(line.End - (ulong)dump.PageSize, line.End, VmGapKind.GuardPage);
            }
        }

        Add(at, end, VmGapKind.Free);
        return gaps;

        void Add(ulong from, ulong to, VmGapKind kind)
        {
            if (from < to)
            {
                gaps.Add(new(dump, from, to, after, kind));
            }
        }
    }

    public VmallocInfoSummary Measure()
    {
        var gaps = List();
        var holes = gaps.Where(g => g.Kind == VmGapKind.Free).ToList();
        var free = holes.Sum(h => h.Size);
        var largest = holes.Count == 0 ? 0 : holes.Max(h => h.Size);
        var (used, explanation) = ExpectedUsed();
        return new VmallocInfoSummary
        {
            Source = dump.Name,
            Kernel = dump.Kernel ?? "",
            Start = dump.AddressOf(start),
            End = dump.AddressOf(end),
            WindowSource = dump is { WindowStart: not null, WindowEnd: not null }
                ? dump.WindowSource
                : "the outermost areas",
            Total = (long)(end - start),
            Used = Owned.Sum(a => a.Size),
            LargestChunk = LargestChunk(),
            Free = free,
            LargestRequest = holes.Count == 0 ? 0 : holes.Max(RequestThatFits),
            Areas = Owned.Count(),
            Holes = holes.Count,
            Guard = gaps.Where(g => g.Kind == VmGapKind.GuardPage).Sum(g => g.Size),
            Lazy = gaps.Where(g => g.Kind == VmGapKind.Lazy).Sum(g => g.Size),
            ExternalFragmentation = free == 0 ? 0 : (int)((free - largest) * 100 / free),
            ExpectedUsed = used,
            MeminfoUsed = isWhole && dump.MemInfo.TryGetValue("VmallocUsed", out var printed) ? printed : null,
            UsedExplanation = explanation,
        };
    }

    private (long? Used, string Explanation) ExpectedUsed() =>
        dump.Rules?.Used is { } policy
            ? (policy.Of(Owned.Select(Counted)), policy.Explanation)
            : (null, "the kernel is not known; name it with -Kernel");

    private UsedArea Counted(VmallocInfoArea area) =>
        new(area.Size, area.Flags.HasFlag(VmallocInfoFlags.Vmalloc) ? (area.Pages ?? 0) * dump.PageSize : 0);

    private long LargestChunk()
    {
        var (at, largest) = (start, 0UL);
        foreach (var line in Owned.Select(a => a.Parsed))
        {
            largest = Math.Max(largest, line.Start - at);
            at = line.End;
        }

        return (long)Math.Max(largest, end - at);
    }

    private long RequestThatFits(VmallocInfoGap hole)
    {
        var gap = hole.After.StartsWith("0x", StringComparison.Ordinal) ? dump.Rules?.Search.GapAfterArea ?? 0 : 0;
        return Math.Max(0, hole.Size - gap - dump.PageSize);
    }
}
