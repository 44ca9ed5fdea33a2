using System.Text.RegularExpressions;
using Highmem.Boot;
using Highmem.Kernels;

namespace Highmem.Reports.BootLogs;

/// <summary>
/// A boot log of a real kernel: what it says about the machine. The lines may carry time stamps, syslog heads, levels
/// and mail quotation; line ends may be of any kind.
/// </summary>
/// <remarks>
/// A file may hold several boots (a syslog): each begins with its <c>Linux version</c> line. <see cref="ReadAll"/>
/// and <see cref="ParseAll"/> give them all, <see cref="Read"/> and <see cref="Parse"/> the last one.
/// </remarks>
public sealed partial class BootLog
{
    private BootLog(string name, IReadOnlyList<ReportLine> lines, KernelProfile kernel, string versionSource)
    {
        Name = name;
        Lines = lines;
        Kernel = kernel;
        VersionSource = versionSource;
        (Banner, CommandLine) = (First(BannerLine()), First(CommandLineText()));
        (var firmware, UserMap) = BootLogMaps.Read(name, lines);

        // Without the command line the map it made can still be read, though not checked.
        UserMapIsGiven = CommandLine is null && UserMap.Count > 0;
        Map = UserMapIsGiven ? BootLogMaps.ToMap(name, lines[0].Number, UserMap) : firmware;
    }

    /// <summary>The file's name, or what the text was called.</summary>
    public string Name { get; }

    /// <summary>The kernel's release (<c>2.6.31-14-generic</c>).</summary>
    public string Version => Kernel.Release;

    /// <summary>Where the release comes from: the log, a remark in the file, or the caller.</summary>
    public string VersionSource { get; }

    /// <summary>The rules to read it by.</summary>
    public KernelProfile Kernel { get; }

    /// <summary>The whole version line; null if the log has none.</summary>
    public string? Banner { get; }

    /// <summary>The kernel command line; null if the log has none.</summary>
    public string? CommandLine { get; }

    /// <summary>The firmware's map of memory.</summary>
    public E820Map Map { get; }

    /// <summary>The map after the boot options, as the log has it; empty if no option edited the map.</summary>
    public IReadOnlyList<E820Entry> UserMap { get; }

    /// <summary>What the kernel printed.</summary>
    public IReadOnlyList<ReportLine> Lines { get; }

    /// <summary>
    /// Whether <see cref="Map"/> is the user-defined map, because the log lacks the command line that made it.
    /// </summary>
    internal bool UserMapIsGiven { get; }

    /// <summary>Reads the last boot of a file.</summary>
    /// <param name="path">The file; at most 16 MB.</param>
    /// <param name="kernel">The release, for a log without version line; null to find it in the log.</param>
    /// <exception cref="BootLogException">The file is no boot log; the message says what is wrong with it.</exception>
    public static BootLog Read(string path, string? kernel = null) => ReadAll(path, kernel)[^1];

    /// <summary>Reads every boot of a file, in order; at least one.</summary>
    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<BootLog> ReadAll(string path, string? kernel = null) =>
        ParseAll(BootLogText.ReadFile(path), path, kernel);

    /// <summary>Reads the last boot of a text.</summary>
    /// <param name="text">The log.</param>
    /// <param name="name">What to call it in checks and errors.</param>
    /// <param name="kernel">The release, for a log without version line; null to find it in the log.</param>
    /// <exception cref="BootLogException">The text is no boot log; the message says what is wrong with it.</exception>
    public static BootLog Parse(string text, string name, string? kernel = null) => ParseAll(text, name, kernel)[^1];

    /// <summary>Reads every boot of a text, in order; at least one.</summary>
    /// <inheritdoc cref="Parse"/>
    public static IReadOnlyList<BootLog> ParseAll(string text, string name, string? kernel = null)
    {
        var parsed = BootLogText.Parse(text, name);
        var boots = Split(name, parsed.Lines);
        return boots.Count == 0
            ? throw new BootLogException(
                name,
                0,
                "there is no e820 map in it ('BIOS-e820: 0000000000100000 - 0000000040000000 (usable)')."
            )
            : [.. boots.Select(lines => Of(name, lines, parsed.Remarks, kernel))];
    }

    /// <summary>The release and the file's name.</summary>
    public override string ToString() => $"{Version} ({Name})";

    private static BootLog Of(string name, List<ReportLine> lines, IReadOnlyList<ReportLine> remarks, string? kernel)
    {
        var (release, source) = FindRelease(lines, remarks, kernel);
        if (release is null)
        {
            throw new BootLogException(name, lines[0].Number, "there is no 'Linux version' line; name the kernel.");
        }

        return SixtyFourBit().IsMatch(release)
            ? throw new BootLogException(name, lines[0].Number, $"{release} is a 64-bit kernel.")
            : new BootLog(name, lines, KernelProfiles.Match(release), source);
    }

    private static (string? Release, string Source) FindRelease(
        List<ReportLine> lines,
        IReadOnlyList<ReportLine> remarks,
        string? kernel
    )
    {
        if (kernel is not null)
        {
            return (kernel, "as named by the caller");
        }

        foreach (var line in lines)
        {
            if (BannerLine().Match(line.Text) is { Success: true } banner)
            {
                return (ReleaseText().Match(banner.Groups["value"].Value).Value, "");
            }
        }

        foreach (var remark in remarks)
        {
            if (ReleaseInRemark().Match(remark.Text) is { Success: true } found)
            {
                return (found.Value, "from a remark in the file");
            }
        }

        return (null, "");
    }

    // What stands before a version line belongs to the boot before it.
    private static List<List<ReportLine>> Split(string name, IReadOnlyList<ReportLine> lines)
    {
        var boots = new List<List<ReportLine>> { new() };
        foreach (var line in lines)
        {
            if (BannerLine().IsMatch(line.Text))
            {
                boots.Add([]);
            }

            boots[^1].Add(line);
        }

        // What is left without a map may be a quoted version line or other talk, but not a boot with its head cut off.
        var whole = boots.FindAll(boot => boot.Exists(line => BootLogMaps.IsFirmwareLine(line.Text)));
        foreach (var line in boots.Except(whole).SelectMany(boot => boot).Where(_ => whole.Count > 0))
        {
            if (LowmemLine().IsMatch(line.Text))
            {
                throw new BootLogException(name, line.Number, "there is no e820 map before this line of the boot.");
            }
        }

        return whole;
    }

    private string? First(Regex pattern) =>
        Lines
            .Select(line => pattern.Match(line.Text))
            .FirstOrDefault(match => match.Success)
            ?.Groups["value"]
            .Value.Trim();

    [GeneratedRegex(@"^\s*Linux version (?<value>\d\S*.*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BannerLine();

    [GeneratedRegex(@"^\s*\d+MB (?:LOW|HIGH)MEM available", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LowmemLine();

    [GeneratedRegex(@"^\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ReleaseText();

    [GeneratedRegex(@"\b[2-6]\.\d{1,2}\.\d{1,3}[^\s,;:()]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ReleaseInRemark();

    [GeneratedRegex(@"^\s*Kernel command line:(?<value>.*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CommandLineText();

    [GeneratedRegex(@"amd64|x86_64", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SixtyFourBit();
}
