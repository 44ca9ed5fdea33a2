using System.Text.RegularExpressions;

namespace Highmem.Reports.BootLogs;

/// <summary>
/// Turns the text of a file into the lines a kernel printed: without quotation marks, syslog heads, levels and time
/// stamps. In a file of sections (<c>===== dmesg =====</c>) only the section dmesg counts; lines that begin with
/// <c># </c> are remarks.
/// </summary>
internal sealed partial class BootLogText
{
    // A kernel's line has at most 1024 characters; what is longer is somebody else's, and is not looked at further.
    private const int LongestLine = 4096;
    private readonly List<ReportLine> lines = [];
    private readonly List<ReportLine> remarks = [];

    private BootLogText() { }

    /// <summary>The lines.</summary>
    public IReadOnlyList<ReportLine> Lines => lines;

    /// <summary>The remarks, without their mark.</summary>
    public IReadOnlyList<ReportLine> Remarks => remarks;

    /// <summary>The text of a file.</summary>
    /// <exception cref="BootLogException">The file cannot be read, or holds no text.</exception>
    public static string ReadFile(string path) =>
        ReportFile.Read(path, "boot log", (reason, error) => new BootLogException(path, 0, reason, error));

    /// <summary>The lines of a text.</summary>
    /// <exception cref="BootLogException">There are none, or they are not text.</exception>
    public static BootLogText Parse(string text, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new BootLogException(name, 0, "the boot log is empty.");
        }

        var parsed = new BootLogText();
        var number = 0;
        var hasSections = false;
        var inDmesg = false;
        foreach (var raw in text.EnumerateLines())
        {
            number++;
            if (ReportFile.IsBinary(raw))
            {
                throw new BootLogException(name, number, "this is a binary file, not the text of a boot log.");
            }

            var line = raw[..Math.Min(raw.Length, LongestLine)].ToString();
            if (ReportSection.NameOf(line) is { } section)
            {
                hasSections = true;
                inDmesg = section.Equals("dmesg", StringComparison.OrdinalIgnoreCase);
                continue;
            }

            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                parsed.remarks.Add(new(number, line[2..].Trim()));
            }
            else if (inDmesg || !hasSections)
            {
                parsed.lines.Add(new(number, Strip(line)));
            }
        }

        return parsed;
    }

    private static string Strip(string line)
    {
        var rest = Prefix().Match(line);
        return line[rest.Length..].TrimEnd();
    }

    // Quotation marks; "Oct  3 12:00:00 host kernel: " or "2009-10-03T12:00:00+02:00 host kernel: "; "<6>"; "[ 0.000000] ".
    [GeneratedRegex(
        @"^(?:>\ ?)*(?:(?:[A-Z][a-z]{2}\s+\d{1,2}\s[\d:]{8}|\d{4}-\d\d-\d\dT\S+)\s(?:\S+\s)?kernel:\s?)?(?:<\d{1,3}>)?(?:\[\s*\d+\.\d+\]\ ?)?",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Prefix();
}
