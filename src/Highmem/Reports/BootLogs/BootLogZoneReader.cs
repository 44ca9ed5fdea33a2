using System.Text.RegularExpressions;
using Highmem.Addressing;
using Highmem.Layout;

namespace Highmem.Reports.BootLogs;

/// <summary>Zones and nodes: their ranges, pages, the pages of their memmap, and the batch of their per-CPU lists.</summary>
internal sealed partial class BootLogZoneReader : BootLogLineReader
{
    private const string Numa = "with several nodes, what belongs to which is not in the e820 map";
    private readonly bool hasSeveralNodes;
    private int rangesToCome;
    private int ranges;

    public BootLogZoneReader(BootLog log) => hasSeveralNodes = log.Lines.Any(l => LaterNodeLine().IsMatch(l.Text));

    public override IEnumerable<BootLogNumber> Read(BootLogLine line) =>
        ZoneRange(line)
            .Concat(ActiveRanges(line))
            .Concat(NodeTotal(line))
            .Concat(NumberedZone(line))
            .Concat(MemmapPages(line))
            .Concat(ZonePages(line))
            .Concat(TotalPages(line));

    private static IEnumerable<BootLogNumber> ZoneRange(BootLogLine line)
    {
        if (DecimalRangeLine().Match(line.Text) is { Success: true } plain)
        {
            var name = plain.Groups[1].Value;
            yield return BootLogNumber.Decimal(
                line,
                $"{name} start pfn",
                plain.Groups[2].Value,
                "",
                trial => Start(trial, name)
            );
            yield return BootLogNumber.Decimal(
                line,
                $"{name} end pfn",
                plain.Groups[3].Value,
                "",
                trial => End(trial, name)
            );
        }
        else if (HexRangeLine().Match(line.Text) is { Success: true } hex)
        {
            var name = hex.Groups[1].Value;
            yield return BootLogNumber.Hex(line, $"{name} start pfn", hex.Groups[2].Value, trial => Start(trial, name));
            yield return BootLogNumber.Hex(line, $"{name} end pfn", hex.Groups[3].Value, trial => End(trial, name));
        }
        else if (ByteRangeLine().Match(line.Text) is { Success: true } bytes)
        {
            var name = bytes.Groups[1].Value;
            yield return BootLogNumber.Hex(
                line,
                $"{name} start",
                bytes.Groups[2].Value,
                trial => Start(trial, name) << PageSize.Shift
            );
            yield return BootLogNumber.Hex(
                line,
                $"{name} end",
                bytes.Groups[3].Value,
                trial => (End(trial, name) << PageSize.Shift) - 1
            );
        }
    }

    // "early_node_map[2] active PFN ranges" and as many lines "    0: 0x00000000 -> 0x0000009f".
    private IEnumerable<BootLogNumber> ActiveRanges(BootLogLine line)
    {
        if (ActiveRangesLine().Match(line.Text) is { Success: true } header)
        {
            ranges = 0;
            rangesToCome = (int)Math.Min(ParseDecimal(header.Groups[1].Value) ?? 0, int.MaxValue);
            yield return BootLogNumber.Decimal(
                line,
                "Active ranges",
                header.Groups[1].Value,
                "",
                trial => ActiveRangesOf(trial).Count
            );
        }
        else if (rangesToCome > 0 && ActiveRangeLine().Match(line.Text) is { Success: true } match)
        {
            rangesToCome--;
            var index = ranges++;
            yield return ActiveBorder(
                line,
                "Active range start",
                match.Groups[1].Value,
                trial => RangeAt(trial, index)?.Start
            );
            yield return ActiveBorder(
                line,
                "Active range end",
                match.Groups[2].Value,
                trial => RangeAt(trial, index)?.End
            );
        }
    }

    private static BootLogNumber ActiveBorder(
        BootLogLine line,
        string quantity,
        string printed,
        Func<BootLogTrial, long?> value
    ) =>
        printed.StartsWith("0x", StringComparison.Ordinal)
            ? BootLogNumber.Hex(line, quantity, printed, value)
            : BootLogNumber.Decimal(line, quantity, printed, "", value);

    private IEnumerable<BootLogNumber> NodeTotal(BootLogLine line)
    {
        if (NodeTotalLine().Match(line.Text) is { Success: true } match)
        {
            yield return Known(
                line,
                "Node totalpages",
                match.Groups[1].Value,
                trial => trial.Layout.Zones.Sum(z => Counted(trial, z))
            );
        }
    }

    // 2.4 numbers its zones.
    private IEnumerable<BootLogNumber> NumberedZone(BootLogLine line)
    {
        if (NumberedZoneLine().Match(line.Text) is { Success: true } match)
        {
            var index = match.Groups[1].Value[0] - '0';
            string[] names = ["DMA", "Normal", "HighMem"];
            yield return Known(
                line,
                $"{names[index]} pages",
                match.Groups[2].Value,
                trial => trial.Layout.Zones[index].PresentPages
            );
        }
    }

    private IEnumerable<BootLogNumber> MemmapPages(BootLogLine line)
    {
        if (MemmapLine().Match(line.Text) is { Success: true } match)
        {
            var name = match.Groups[1].Value;
            yield return Known(
                line,
                $"{name} memmap pages",
                match.Groups[2].Value,
                trial => Zone(trial, name)?.MemmapPages ?? 0
            );
        }
    }

    private IEnumerable<BootLogNumber> ZonePages(BootLogLine line)
    {
        if (ZonePagesLine().Match(line.Text) is not { Success: true } match)
        {
            yield break;
        }

        var name = match.Groups[1].Value;
        yield return Known(line, $"{name} pages", match.Groups[2].Value, trial => Zone(trial, name)?.PresentPages ?? 0);
        yield return Known(line, $"{name} LIFO batch", match.Groups[3].Value, trial => Batch(trial, name));
    }

    private IEnumerable<BootLogNumber> TotalPages(BootLogLine line)
    {
        if (TotalPagesLine().Match(line.Text) is { Success: true } match)
        {
            yield return Known(
                line,
                "Total pages in zones",
                match.Groups[1].Value,
                trial => trial.Layout.Zones.Sum(z => z.PresentPages)
            );
        }
    }

    private BootLogNumber Known(BootLogLine line, string quantity, string printed, Func<BootLogTrial, long?> value) =>
        hasSeveralNodes
            ? BootLogNumber.Unknown(line, quantity, printed, Numa)
            : BootLogNumber.Decimal(line, quantity, printed, "", value);

    // DMA32 and Movable exist in name only on i386.
    private static BootZone? Zone(BootLogTrial trial, string name) =>
        trial.Layout.Zones.FirstOrDefault(z => z.Name == name);

    private static long? Start(BootLogTrial trial, string name) => Zone(trial, name)?.StartPfn;

    private static long? End(BootLogTrial trial, string name) => Zone(trial, name)?.EndPfn;

    private static long? Batch(BootLogTrial trial, string name) =>
        Zone(trial, name)?.Batch ?? trial.Kernel.Rules.ZoneBatch?.Invoke(0);

    private static long Counted(BootLogTrial trial, BootZone zone) =>
        trial.Kernel.ZonesCountRamOnly ? zone.RamPages : zone.SpannedPages;

    private static (long Start, long End)? RangeAt(BootLogTrial trial, int index) =>
        ActiveRangesOf(trial) is var all && index < all.Count ? all[index] : null;

    // Kernels that count holes register one range; the others one for each range of RAM they use.
    private static List<(long Start, long End)> ActiveRangesOf(BootLogTrial trial)
    {
        var (kernel, layout) = trial;
        var end = layout.Zones[^1].EndPfn;
        if (!kernel.ZonesCountRamOnly)
        {
            return [(0, end)];
        }

        var active = new List<(long Start, long End)>();
        foreach (var range in layout.Map.Usable.Where(range => range.FirstPfn < end))
        {
            if (active.Count > 0 && active[^1].End == range.FirstPfn)
            {
                active[^1] = (active[^1].Start, Math.Min(range.EndPfn, end));
            }
            else
            {
                active.Add((range.FirstPfn, Math.Min(range.EndPfn, end)));
            }
        }

        return active;
    }

    [GeneratedRegex(@"^\s*On node [1-9]\d* totalpages:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LaterNodeLine();

    [GeneratedRegex(@"^\s*(DMA|Normal|HighMem)\s+(\d+) -> +(\d+)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DecimalRangeLine();

    [GeneratedRegex(
        @"^\s*(DMA|Normal|HighMem)\s+(0x[0-9a-f]{1,8}) -> (0x[0-9a-f]{1,8})\s*$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex HexRangeLine();

    [GeneratedRegex(
        @"^\s*(DMA|Normal|HighMem)\s+\[mem (0x[0-9a-f]{1,10})-(0x[0-9a-f]{1,10})\]",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ByteRangeLine();

    [GeneratedRegex(@"^\s*early_node_map\[(\d+)\] active PFN ranges", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ActiveRangesLine();

    [GeneratedRegex(
        @"^\s*0:\s+(0x[0-9a-f]{1,8}|\d+) ->\s+(0x[0-9a-f]{1,8}|\d+)\s*$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ActiveRangeLine();

    [GeneratedRegex(@"^\s*On node \d+ totalpages: (\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NodeTotalLine();

    [GeneratedRegex(@"^\s*zone\(([0-2])\): (\d+) pages", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberedZoneLine();

    [GeneratedRegex(
        @"^\s*(DMA|DMA32|Normal|HighMem|Movable) zone: (\d+) pages used for memmap",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex MemmapLine();

    [GeneratedRegex(
        @"^\s*(DMA|DMA32|Normal|HighMem|Movable) zone: (\d+) pages, LIFO batch:(\d+)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ZonePagesLine();

    [GeneratedRegex(@"^\s*Built 1 zonelists .*Total pages: (\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TotalPagesLine();
}
