using System.Text.RegularExpressions;
using Highmem.Boot;

namespace Highmem.Reports.BootLogs;

/// <summary>Reads the memory maps of a boot log.</summary>
internal static partial class BootLogMaps
{
    // Four times what the largest kernel table holds.
    private const int LargestMap = 512;

    /// <summary>Whether a line is one of the firmware's (or Xen's) map.</summary>
    public static bool IsFirmwareLine(string text) => FirmwareLine().IsMatch(text);

    /// <summary>Whether a line is one of the map after the boot options.</summary>
    public static bool IsUserLine(string text) => UserLine().IsMatch(text);

    /// <summary>The firmware's map, and the ranges of the user-defined one as they are printed.</summary>
    /// <exception cref="BootLogException">A line is not a range, or the ranges make no map.</exception>
    public static (E820Map Firmware, IReadOnlyList<E820Entry> User) Read(string name, IReadOnlyList<ReportLine> lines)
    {
        var firmware = lines.Where(line => IsFirmwareLine(line.Text)).ToList();
        var user = lines.Where(line => IsUserLine(line.Text));
        return (
            ToMap(name, firmware[0].Number, firmware.ConvertAll(line => Range(name, line))),
            [.. user.Select(line => Range(name, line))]
        );
    }

    /// <summary>A map of ranges.</summary>
    /// <exception cref="BootLogException">They make no map.</exception>
    public static E820Map ToMap(string name, int line, IReadOnlyCollection<E820Entry> ranges)
    {
        if (ranges.Count > LargestMap)
        {
            throw new BootLogException(
                name,
                line,
                FormattableString.Invariant(
                    $"one boot has {ranges.Count} e820 ranges; no kernel has room for more than {LargestMap}."
                )
            );
        }

        try
        {
            return new E820Map(ranges);
        }
        catch (ArgumentException error)
        {
            throw new BootLogException(name, line, error.Message, error);
        }
    }

    /// <summary>The range of a line.</summary>
    /// <exception cref="BootLogException">The line is damaged.</exception>
    public static E820Entry Range(string name, ReportLine line) =>
        E820Map.TryParseLine(Label().Replace(line.Text, ""))
        ?? throw new BootLogException(name, line.Number, $"'{line.Text.Trim()}' is not an e820 range.");

    [GeneratedRegex(@"^\s*(?:BIOS-e820|BIOS-e801|BIOS-88|Xen):", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FirmwareLine();

    [GeneratedRegex(@"^\s*user:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserLine();

    [GeneratedRegex(@"^\s*[\w-]+:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Label();
}
