using System.Text.RegularExpressions;

namespace Highmem.Reports.BootLogs;

/// <summary>
/// The ranges of RAM that the kernel registers: <c>early_node_map[2] active PFN ranges</c> and as many lines
/// <c>0: 0x00000000 -> 0x0000009f</c>.
/// </summary>
internal sealed partial class BootLogActiveRangeReader : BootLogLineReader
{
    private int rangesToCome;
    private int ranges;

    public override IEnumerable<BootLogNumber> Read(ReportLine line)
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
        ReportLine line,
        string quantity,
        string printed,
        Func<BootLogTrial, long?> value
    ) =>
        printed.StartsWith("0x", StringComparison.Ordinal)
            ? BootLogNumber.Hex(line, quantity, printed, value)
            : BootLogNumber.Decimal(line, quantity, printed, "", value);

    private static (long Start, long End)? RangeAt(BootLogTrial trial, int index) =>
        ActiveRangesOf(trial) is var all && index < all.Count ? all[index] : null;

    // Kernels that count holes register one range; the others one for each range of RAM they use.
    private static List<(long Start, long End)> ActiveRangesOf(BootLogTrial trial)
    {
        var (kernel, layout) = trial;
        var end = layout.Zones[^1].EndPfn;
        if (!kernel.Layout.ZonesCountRamOnly)
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

    [GeneratedRegex(@"^\s*early_node_map\[(\d+)\] active PFN ranges", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ActiveRangesLine();

    [GeneratedRegex(
        @"^\s*0:\s+(0x[0-9a-f]{1,8}|\d+) ->\s+(0x[0-9a-f]{1,8}|\d+)\s*$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ActiveRangeLine();
}
