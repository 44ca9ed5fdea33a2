using System.Text.RegularExpressions;
using Highmem.Addressing;
using Highmem.Layout;

namespace Highmem.Reports.BootLogs;

/// <summary>Zones and nodes: their ranges, pages, the pages of their memmap, and the batch of their per-CPU lists.</summary>
internal sealed partial class BootLogZoneReader : BootLogLineReader
{
    private const string Numa = "with several nodes, what belongs to which is not in the e820 map";
    private readonly bool hasSeveralNodes;

    public BootLogZoneReader(BootLog log) => hasSeveralNodes = log.Lines.Any(l => LaterNodeLine().IsMatch(l.Text));

    public override IEnumerable<BootLogNumber> Read(ReportLine line) =>
        ZoneRange(line)
            .Concat(NodeTotal(line))
            .Concat(NumberedZone(line))
            .Concat(MemmapPages(line))
            .Concat(ZonePages(line))
            .Concat(TotalPages(line));

    private static IEnumerable<BootLogNumber> ZoneRange(ReportLine line)
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

    private IEnumerable<BootLogNumber> NodeTotal(ReportLine line)
    {
        if (NodeTotalLine().Match(line.Text) is { Success: true } match)
        {
            yield return Known(
                line,
                "Node totalpages",
                match.Groups[1].Value,
                trial => trial.Layout.Zones.Sum(z => z.CountedPages)
            );
        }
    }

    // 2.4 numbers its zones.
    private IEnumerable<BootLogNumber> NumberedZone(ReportLine line)
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

    private IEnumerable<BootLogNumber> MemmapPages(ReportLine line)
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

    private IEnumerable<BootLogNumber> ZonePages(ReportLine line)
    {
        if (ZonePagesLine().Match(line.Text) is not { Success: true } match)
        {
            yield break;
        }

        var name = match.Groups[1].Value;
        yield return Known(line, $"{name} pages", match.Groups[2].Value, trial => Zone(trial, name)?.PresentPages ?? 0);
        yield return Known(line, $"{name} LIFO batch", match.Groups[3].Value, trial => Batch(trial, name));
    }

    private IEnumerable<BootLogNumber> TotalPages(ReportLine line)
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

    private BootLogNumber Known(ReportLine line, string quantity, string printed, Func<BootLogTrial, long?> value) =>
        hasSeveralNodes
            ? BootLogNumber.Unknown(line, quantity, printed, Numa)
            : BootLogNumber.Decimal(line, quantity, printed, "", value);

    // DMA32 and Movable exist in name only on i386.
    private static BootZone? Zone(BootLogTrial trial, string name) =>
        trial.Layout.Zones.FirstOrDefault(z => z.Name == name);

    private static long? Start(BootLogTrial trial, string name) => Zone(trial, name)?.StartPfn;

    private static long? End(BootLogTrial trial, string name) => Zone(trial, name)?.EndPfn;

    private static long? Batch(BootLogTrial trial, string name) =>
        trial.Kernel.Physical.PerCpuLists is { Create: not null } lists
            ? lists.BatchOf(Zone(trial, name)?.PresentPages ?? 0)
            : null;

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
