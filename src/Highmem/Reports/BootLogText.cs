using System.Text;
using System.Text.RegularExpressions;

namespace Highmem.Reports;

/// <summary>
/// Turns the text of a file into the lines a kernel printed: without quotation marks, syslog heads, levels and time
/// stamps. In a file of sections (<c>===== dmesg =====</c>) only the section dmesg counts; lines that begin with
/// <c># </c> are remarks.
/// </summary>
internal sealed partial class BootLogText
{
    /// <summary>The largest log that is read, in bytes: 16 MB, many times what any kernel's log buffer holds.</summary>
    public const long LargestFile = 16 << 20;

    // A kernel's line has at most 1024 characters; what is longer is somebody else's, and is not looked at further.
    private const int LongestLine = 4096;
    private readonly List<BootLogLine> lines = [];
    private readonly List<BootLogLine> remarks = [];

    private BootLogText() { }

    /// <summary>The lines.</summary>
    public IReadOnlyList<BootLogLine> Lines => lines;

    /// <summary>The remarks, without their mark.</summary>
    public IReadOnlyList<BootLogLine> Remarks => remarks;

    /// <summary>The text of a file.</summary>
    /// <exception cref="BootLogException">The file cannot be read, or holds no text.</exception>
    public static string ReadFile(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new BootLogException(path, 0, "this is a directory; name the log files in it.");
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Decode(path, ReadBytes(path, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new BootLogException(path, 0, $"the file cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The lines of a text.</summary>
    /// <exception cref="BootLogException">There are none, or they are not text.</exception>
    public static BootLogText Parse(string text, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new BootLogException(name, 0, "the log is empty.");
        }

        var parsed = new BootLogText();
        var number = 0;
        var hasSections = false;
        var inDmesg = false;
        foreach (var raw in text.EnumerateLines())
        {
            number++;
            RefuseBinary(raw, name, number);
            var line = raw[..Math.Min(raw.Length, LongestLine)].ToString();
            if (Section().Match(line) is { Success: true } section)
            {
                hasSections = true;
                inDmesg = section.Groups[1].Value.Equals("dmesg", StringComparison.OrdinalIgnoreCase);
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

    // A file that grows while it is read, or that has no size (a pipe), is cut off here too.
    private static byte[] ReadBytes(string path, FileStream file)
    {
        if (file.CanSeek && file.Length > LargestFile)
        {
            throw TooLarge(path);
        }

        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > LargestFile)
            {
                throw TooLarge(path);
            }
        }

        return content.ToArray();
    }

    private static BootLogException TooLarge(string path) =>
        new(
            path,
            0,
            FormattableString.Invariant(
                $"the file is larger than {LargestFile >> 20} MB, so it is no boot log; cut out the boot messages."
            )
        );

    private static string Decode(string path, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            throw new BootLogException(path, 0, "the log is empty.");
        }

        // Windows' own redirection writes UTF-16; the reader tells it by its first bytes.
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void RefuseBinary(ReadOnlySpan<char> line, string name, int number)
    {
        var strange = 0;
        foreach (var c in line)
        {
            if (c == '\0')
            {
                throw new BootLogException(name, number, "this is a binary file, not the text of a boot log.");
            }

            strange += (c < ' ' && c is not ('\t' or '\e' or '\b')) || c == '\uFFFD' ? 1 : 0;
        }

        if (strange > 8 && strange > line.Length / 8)
        {
            throw new BootLogException(name, number, "this is a binary file, not the text of a boot log.");
        }
    }

    private static string Strip(string line)
    {
        var rest = Prefix().Match(line);
        return line[rest.Length..].TrimEnd();
    }

    [GeneratedRegex(@"^=====\s+(\S.*?)\s+=====\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Section();

    // Quotation marks; "Oct  3 12:00:00 host kernel: " or "2009-10-03T12:00:00+02:00 host kernel: "; "<6>"; "[ 0.000000] ".
    [GeneratedRegex(
        @"^(?:>\ ?)*(?:(?:[A-Z][a-z]{2}\s+\d{1,2}\s[\d:]{8}|\d{4}-\d\d-\d\dT\S+)\s(?:\S+\s)?kernel:\s?)?(?:<\d{1,3}>)?(?:\[\s*\d+\.\d+\]\ ?)?",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Prefix();
}
