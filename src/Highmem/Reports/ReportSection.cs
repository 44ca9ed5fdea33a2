using System.Text.RegularExpressions;

namespace Highmem.Reports;

/// <summary>The headings in a file that holds several texts of one machine, such as <c>===== dmesg =====</c>.</summary>
internal static partial class ReportSection
{
    /// <summary>The name of the section that begins with a line; null if none does.</summary>
    public static string? NameOf(string line) =>
        Heading().Match(line) is { Success: true } heading ? heading.Groups[1].Value : null;

    [GeneratedRegex(@"^=====\s+(\S.*?)\s+=====\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Heading();
}
