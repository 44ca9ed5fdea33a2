using System.Globalization;
using System.Text.RegularExpressions;

namespace Highmem.Reports.BootLogs;

/// <summary>The lines of the block <c>virtual kernel memory layout:</c> (2.6.19 and later).</summary>
internal sealed partial class BootLogRegions
{
    /// <summary>Why the borders and sizes of the kernel's sections cannot be derived.</summary>
    public const string OwnToTheBuild =
        "this build's own image: neither version nor map nor command line tells its size";

    private readonly Dictionary<string, BootLogRegion> first = new(StringComparer.Ordinal);

    /// <summary>Finds them in a log.</summary>
    public BootLogRegions(BootLog log)
    {
        foreach (var region in log.Lines.Select(line => Parse(line.Text)).OfType<BootLogRegion>())
        {
            first.TryAdd(region.Name, region);
        }
    }

    /// <summary>The first line about a region; null if there is none.</summary>
    public BootLogRegion? Of(string name) => first.GetValueOrDefault(name);

    /// <summary>Reads a line; null if it is none of the block.</summary>
    public static BootLogRegion? Parse(string text)
    {
        var match = RegionLine().Match(text);
        return match.Success
            ? new(
                match.Groups["name"].Value,
                match.Groups["start"].Value,
                match.Groups["end"].Value,
                match.Groups["size"].Value,
                match.Groups["unit"].Value,
                Address(match.Groups["end"]) - Address(match.Groups["start"])
            )
            : null;
    }

    private static long Address(Group text) =>
        long.Parse(text.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\s*(?<name>fixmap|pkmap|vmalloc|lowmem|\.init|\.data|\.text)\s*: (?<start>0x[0-9a-f]{8}) - (?<end>0x[0-9a-f]{8})\s+\(\s*(?<size>\d+) (?<unit>kB|MB)\)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex RegionLine();
}
