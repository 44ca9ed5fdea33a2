using System.Text.RegularExpressions;
using Highmem.Addressing;
using Highmem.Layout;

namespace Highmem.Reports.BootLogs;

/// <summary>Where memory ends and how the direct map is laid out: the lines of 2.6.27 and later.</summary>
internal sealed partial class BootLogPfnReader : BootLogLineReader
{
    private int pieces;

    public override IEnumerable<BootLogNumber> Read(ReportLine line) =>
        LastPfn(line)
            .Concat(MappingRange(line))
            .Concat(Piece(line))
            .Concat(LowRam(line, MappedLowRam(), "Mapped low RAM"))
            .Concat(LowRam(line, PlainLowRam(), "Low RAM"))
            .Concat(MappingTables(line))
            .Concat(HighmemInit(line));

    private static IEnumerable<BootLogNumber> LastPfn(ReportLine line)
    {
        if (LastPfnLine().Match(line.Text) is { Success: true } match)
        {
            yield return BootLogNumber.Hex(line, "last_pfn", match.Groups[1].Value, trial => trial.Layout.LastPfn);
            yield return BootLogNumber.Hex(
                line,
                "max_arch_pfn",
                match.Groups[2].Value,
                trial => trial.Layout.MaxArchPfn
            );
        }
    }

    private IEnumerable<BootLogNumber> MappingRange(ReportLine line)
    {
        if (MappingRangeLine().Match(line.Text) is { Success: true } match)
        {
            pieces = 0;
            yield return BootLogNumber.Hex(line, "init_memory_mapping start", match.Groups["start"].Value, _ => 0);
            yield return BootLogNumber.Hex(
                line,
                "init_memory_mapping end",
                match.Groups["end"].Value,
                trial => End(match, trial.Layout.MaxLowPfn << PageSize.Shift)
            );
        }
    }

    private IEnumerable<BootLogNumber> Piece(ReportLine line)
    {
        if (PieceLine().Match(line.Text) is not { Success: true } match)
        {
            yield break;
        }

        var index = pieces++;
        yield return BootLogNumber.Hex(
            line,
            "Direct map start",
            match.Groups["start"].Value,
            trial => PieceOf(trial, index)?.Start
        );
        yield return BootLogNumber.Hex(
            line,
            "Direct map end",
            match.Groups["end"].Value,
            trial => PieceOf(trial, index) is { } piece ? End(match, piece.End) : null
        );
        var size = match.Groups["size"].Value;
        yield return new(
            line,
            "Direct map page size",
            size,
            trial =>
                BootLogDerivation.Compare(
                    size,
                    PieceOf(trial, index) is { } piece
                        ? piece.Large
                            ? "2M"
                            : "4k"
                        : null
                )
        );
    }

    private static IEnumerable<BootLogNumber> LowRam(ReportLine line, Regex pattern, string quantity)
    {
        if (pattern.Match(line.Text) is { Success: true } match)
        {
            yield return BootLogNumber.Hex(line, $"{quantity} start", match.Groups[1].Value, _ => 0);
            yield return BootLogNumber.Hex(
                line,
                $"{quantity} end",
                match.Groups[2].Value,
                trial => trial.Layout.MaxLowPfn << PageSize.Shift
            );
        }
    }

    private static IEnumerable<BootLogNumber> MappingTables(ReportLine line)
    {
        if (MappingTablesLine().Match(line.Text) is { Success: true } match)
        {
            yield return BootLogNumber.Hex(
                line,
                "Direct mapping tables up to",
                match.Groups[1].Value,
                trial => trial.Layout.MaxLowPfn << PageSize.Shift
            );
        }
    }

    private static IEnumerable<BootLogNumber> HighmemInit(ReportLine line)
    {
        if (HighmemInitLine().Match(line.Text) is { Success: true } match)
        {
            yield return BootLogNumber.Hex(
                line,
                "HighMem init start",
                match.Groups[1].Value,
                trial => trial.Layout.HighStartPfn
            );
            yield return BootLogNumber.Hex(
                line,
                "HighMem init end",
                match.Groups[2].Value,
                trial => trial.Layout.HighEndPfn
            );
        }
    }

    private static DirectMapPiece? PieceOf(BootLogTrial trial, int index) =>
        trial.Layout.DirectMapPieces() is var all && index < all.Count ? all[index] : null;

    // The bracketed form of later kernels names the last byte.
    private static long End(Match match, long end) => match.Groups["bracket"].Success ? end - 1 : end;

    [GeneratedRegex(
        @"last_pfn = (0x[0-9a-f]{1,9}) max_arch_pfn = (0x[0-9a-f]{1,9})",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LastPfnLine();

    [GeneratedRegex(
        @"^\s*init_memory_mapping: (?<bracket>\[mem )?(?<start>(?:0x)?[0-9a-f]{1,16})-(?<end>(?:0x)?[0-9a-f]{1,16})",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex MappingRangeLine();

    [GeneratedRegex(
        @"^\s*(?<bracket>\[mem )?(?<start>(?:0x)?[0-9a-f]{8,10}) ?- ?(?<end>(?:0x)?[0-9a-f]{8,10})\]? page (?<size>\w+)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex PieceLine();

    [GeneratedRegex(@"^\s*mapped low ram: ([0-9a-f]{1,8}) - ([0-9a-f]{8})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MappedLowRam();

    [GeneratedRegex(@"^\s*low ram: ([0-9a-f]{1,8}) - ([0-9a-f]{8})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlainLowRam();

    [GeneratedRegex(@"^\s*kernel direct mapping tables up to ([0-9a-f]{1,8}) @", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MappingTablesLine();

    [GeneratedRegex(
        @"^\s*Initializing HighMem for node 0 \(([0-9a-f]{8}):([0-9a-f]{8})\)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex HighmemInitLine();
}
