using System.Text.RegularExpressions;
using Highmem.Addressing;

namespace Highmem.Reports.BootLogs;

/// <summary>
/// The block <c>virtual kernel memory layout:</c> (2.6.19 and later), and where the fixmap put the APICs.
/// </summary>
internal sealed partial class BootLogLayoutReader(BootLogRegions regions) : BootLogLineReader
{
    /// <summary>What the start of a region is called among the numbers.</summary>
    public static string StartOf(string region) => $"{region} start";

    /// <summary>What the size of a region is called among the numbers.</summary>
    public static string SizeOf(string region) => $"{region} size";

    public override IEnumerable<BootLogNumber> Read(ReportLine line)
    {
        if (BootLogRegions.Parse(line.Text) is { } region)
        {
            return region.Name.StartsWith('.') ? Section(line, region) : Region(line, region);
        }

        return ApicLine().Match(line.Text) is { Success: true } apic ? [Apic(line, apic)] : [];
    }

    private static BootLogNumber Apic(ReportLine line, Match match)
    {
        var entry = match.Groups[1].Value.Length > 0 ? "IO_APIC_BASE" : "APIC_BASE";
        return BootLogNumber.Hex(
            line,
            $"{match.Groups[1].Value}APIC fixmap address",
            match.Groups[2].Value,
            trial =>
                trial.Layout.Fixmap is var fixmap && fixmap.IndexOf(entry) is { } index
                    ? (long)fixmap.AddressOf(index)
                    : null
        );
    }

    private static IEnumerable<BootLogNumber> Region(ReportLine line, BootLogRegion region)
    {
        var name = region.Name;
        yield return BootLogNumber.Hex(line, StartOf(name), region.Start, trial => (long?)Range(trial, name)?.Start);
        yield return BootLogNumber.Hex(line, $"{name} end", region.End, trial => (long?)Range(trial, name)?.End);
        yield return BootLogNumber.Decimal(
            line,
            SizeOf(name),
            region.Size,
            $" {region.Unit}",
            trial => Range(trial, name)?.Size >> region.Shift
        );
    }

    // The image's own borders: where it begins is all that can be said; the rest can only contradict itself.
    private IEnumerable<BootLogNumber> Section(ReportLine line, BootLogRegion region)
    {
        yield return region.Name switch
        {
            ".text" => BootLogNumber.Hex(
                line,
                ".text start",
                region.Start,
                trial => (long)trial.Layout.PageOffset + trial.Kernel.Image.Text,
                "assuming that the kernel is loaded at 1 MB"
            ),
            ".data" when regions.Of(".text") is { } text => new BootLogNumber(
                line,
                ".data start",
                region.Start,
                _ => BootLogDerivation.Compare(region.Start, text.End, "from the end of .text")
            ).OnlyConsistent($"{BootLogRegions.OwnToTheBuild} (it agrees with the end of .text)"),
            _ => BootLogNumber.Unknown(line, $"{region.Name} start", region.Start, BootLogRegions.OwnToTheBuild),
        };
        yield return BootLogNumber.Unknown(line, $"{region.Name} end", region.End, BootLogRegions.OwnToTheBuild);
        yield return BootLogNumber
            .Decimal(
                line,
                $"{region.Name} size",
                region.Size,
                $" {region.Unit}",
                _ => region.Bytes >> region.Shift,
                "from the borders on the same line"
            )
            .OnlyConsistent($"{BootLogRegions.OwnToTheBuild} (it agrees with the borders on the line)");
    }

    private static AddressRange? Range(BootLogTrial trial, string name) =>
        trial.Layout.Regions.FirstOrDefault(region => region.BootLogName == name)?.Range;

    [GeneratedRegex(@"^\s*mapped (IO)?APIC to ([0-9a-f]{8}) ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ApicLine();
}
