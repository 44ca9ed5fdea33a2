using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Addressing;

namespace Highmem.Reports.BootLogs;

/// <summary>The line <c>Memory: …k/…k available (… kernel code, … reserved, … data, … init, … highmem)</c>.</summary>
internal sealed partial class BootLogMemoryReader(BootLogRegions regions) : BootLogLineReader
{
    private const int BatchesPerList = 6;

    public override IEnumerable<BootLogNumber> Read(ReportLine line)
    {
        if (MemoryLine().Match(line.Text) is not { Success: true } match)
        {
            yield break;
        }

        var available = match.Groups["available"].Value;
        var reserved = match.Groups["reserved"].Value;
        yield return new(line, "Memory available", available + "k", trial => Available(trial, available, reserved));
        yield return BootLogNumber.Decimal(
            line,
            "Memory total",
            match.Groups["total"].Value,
            "k",
            trial => trial.Layout.NumPhysPages * PageSize.Kilobytes
        );
        yield return Section(line, "Memory kernel code", match.Groups["code"].Value, ".text");
        yield return BootLogNumber.Unknown(
            line,
            "Memory reserved",
            reserved + "k",
            "it counts this build's image and what its boot allocated: not told by version, map or command line"
        );
        yield return Section(line, "Memory data", match.Groups["data"].Value, ".data");
        yield return Section(line, "Memory init", match.Groups["init"].Value, ".init");
        yield return BootLogNumber.Decimal(
            line,
            "Memory highmem",
            match.Groups["highmem"].Value,
            "k",
            trial => trial.Layout.Zones[^1].RamPages * PageSize.Kilobytes
        );
    }

    // The sizes of the image are printed twice, here and in the layout block, if the log has one.
    private BootLogNumber Section(ReportLine line, string quantity, string printed, string section) =>
        regions.Of(section) is { } region
            ? BootLogNumber
                .Decimal(line, quantity, printed, "k", _ => region.Bytes >> 10, $"from the borders of {section}")
                .OnlyConsistent($"{BootLogRegions.OwnToTheBuild} (it agrees with the borders of {section})")
            : BootLogNumber.Unknown(line, quantity, printed + "k", BootLogRegions.OwnToTheBuild);

    // Free pages are the RAM that is not reserved, less those that wait in per-CPU lists: how many do depends on the
    // pattern in which boot freed them, but there is a limit.
    private static BootLogDerivation Available(BootLogTrial trial, string printed, string reserved)
    {
        if (ParseDecimal(printed) is not { } available || ParseDecimal(reserved) is not { } taken)
        {
            return BootLogDerivation.Compare(printed + "k", null);
        }

        var (kernel, layout) = trial;
        var ram = layout.Zones.Sum(z => z.RamPages) * PageSize.Kilobytes;
        var most = ram - taken;
        var lists = kernel.Physical.PerCpuLists;
        if (lists is { Create: null, IsKnown: true })
        {
            return BootLogDerivation.Compare(printed + "k", Text(most), "the RAM less the 'reserved' of the same line");
        }

        // Page 0 is reserved too, but later kernels do not count it.
        var zones = layout.Zones.Where(z => z.SpannedPages > 0);
        var waiting = zones.Sum(z => BatchesPerList * lists.BatchOf(z.PresentPages)) + 1;
        var least = lists.IsKnown ? most - (waiting * PageSize.Kilobytes) : 0;
        return available < least || available > most
            ? new BootLogDerivation(
                BootLogResult.Mismatch,
                $"{Text(least)} to {Text(most)}",
                "the RAM less the 'reserved' of the same line and what per-CPU lists may hold"
            )
            : BootLogDerivation.Unknown(
                lists.IsKnown
                    ? $"some free pages wait in per-CPU lists: {Text(least)} to {Text(most)} are possible"
                    : "this vendor's kernel keeps free pages in per-CPU lists of its own making"
            );
    }

    private static string Text(long kilobytes) => kilobytes.ToString(CultureInfo.InvariantCulture) + "k";

    [GeneratedRegex(
        @"^\s*Memory: (?<available>\d+)k/(?<total>\d+)k available \((?<code>\d+)k kernel code, (?<reserved>\d+)k reserved, (?<data>\d+)k data, (?<init>\d+)k init(?:, (?<highmem>\d+)k highmem)?\)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex MemoryLine();
}
