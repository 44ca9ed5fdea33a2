using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Kernels;

namespace Highmem.Reports.VmallocInfo;

/// <summary>
/// Cuts a file into the dumps in it. A plain file is one dump; a file of sections (<c>===== /proc/vmallocinfo =====</c>)
/// may hold several, and beside them the kernel's version, its meminfo and the borders of its window.
/// </summary>
internal sealed partial class VmallocDumpText
{
    private readonly List<(string Name, List<ReportLine> Lines)> sections = [];

    private VmallocDumpText() { }

    /// <summary>The dumps in order, each with what the file says about its boot.</summary>
    public static IEnumerable<VmallocDumpText.Part> Split(string text, string name)
    {
        var parsed = new VmallocDumpText();
        parsed.Read(text, name);
        if (parsed.sections.Count == 0)
        {
            throw new VmallocInfoException(name, 0, "there is no section /proc/vmallocinfo in it.");
        }

        return parsed.Parts(name);
    }

    private void Read(string text, string name)
    {
        var plain = ("vmallocinfo", new List<ReportLine>());
        var current = plain;
        var number = 0;
        foreach (var raw in text.EnumerateLines())
        {
            number++;
            if (ReportFile.IsBinary(raw))
            {
                throw new VmallocInfoException(name, number, "this is a binary file, not the text of a vmallocinfo.");
            }

            var line = raw.Trim().ToString();
            if (ReportSection.NameOf(line) is { } section)
            {
                current = (section, []);
                sections.Add(current);
            }
            else if (line.Length > 0 && !line.StartsWith('#'))
            {
                current.Item2.Add(new(number, line));
            }
        }

        if (sections.Count == 0)
        {
            sections.Add(plain);
        }
        else
        {
            sections.RemoveAll(s => IsDump(s.Name) && s.Lines.Exists(l => NoSuchFile().IsMatch(l.Text)));
        }
    }

    private static bool IsDump(string section) => section.EndsWith("vmallocinfo", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Part> Parts(string name)
    {
        var dumps = Enumerable.Range(0, sections.Count).Where(i => IsDump(sections[i].Name)).ToList();
        if (dumps.Count == 0)
        {
            throw new VmallocInfoException(
                name,
                0,
                $"there is no section /proc/vmallocinfo in it; kernels before {KernelProfiles.FirstWithVmallocInfo} have no such file."
            );
        }

        var release = First("version", Release()) ?? First("dmesg", Release());
        var window = First("dmesg", Window()) ?? First("kcore phdrs", KernelCore());
        foreach (var (at, i) in dumps.Select((at, i) => (at, i)))
        {
            yield return new Part
            {
                Name = dumps.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}#{i + 1}"),
                Lines = sections[at].Lines,
                Release = release?.Groups["value"].Value,
                Window = window is null ? null : (Hex(window, "start"), Hex(window, "end")),
                WindowSource = window is null
                    ? ""
                    : (window.Groups["memory"].Success ? "/proc/kcore" : "the boot messages"),
                MemInfo = MemInfoOf(
                    at,
                    i == 0 ? -1 : dumps[i - 1],
                    i + 1 < dumps.Count ? dumps[i + 1] : sections.Count
                ),
            };
        }
    }

    // The meminfo between the dump before and this one; else the one that follows.
    private Dictionary<string, long> MemInfoOf(int dump, int before, int after)
    {
        var found =
            sections[(before + 1)..dump].FindLast(IsMemInfo).Lines ?? sections[dump..after].Find(IsMemInfo).Lines;
        return (found ?? [])
            .Select(line => VmallocField().Match(line.Text))
            .Where(match => match.Success)
            .ToDictionary(
                match => match.Groups[1].Value,
                match => long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) << 10,
                StringComparer.Ordinal
            );

        static bool IsMemInfo((string Name, List<ReportLine> Lines) section) =>
            section.Name.EndsWith("meminfo", StringComparison.OrdinalIgnoreCase);
    }

    private Match? First(string section, Regex pattern) =>
        sections
            .Where(s => s.Name.EndsWith(section, StringComparison.OrdinalIgnoreCase))
            .SelectMany(s => s.Lines)
            .Select(line => pattern.Match(line.Text))
            .FirstOrDefault(match => match.Success);

    private static ulong Hex(Match match, string group) =>
        ulong.Parse(match.Groups[group].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(cat|head): .*(No such file|Permission denied)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoSuchFile();

    [GeneratedRegex(@"Linux version (?<value>\d\S*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Release();

    [GeneratedRegex(
        @"\bvmalloc\s*:\s+0x(?<start>[0-9a-f]{1,16})\s+-\s+0x(?<end>[0-9a-f]{1,16})\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Window();

    // The segment without a physical address is vmalloc space.
    [GeneratedRegex(
        @"^PT_LOAD .*\bvaddr=(?<start>[0-9a-f]{8})\s(?<memory>paddr=ffffffff)\s.*\bend=(?<end>[0-9a-f]{8})$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex KernelCore();

    [GeneratedRegex(@"^(Vmalloc\w+):\s+(\d{1,15}) kB$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VmallocField();

    /// <summary>A dump and what the file says about its boot.</summary>
    internal sealed record Part
    {
        public required string Name { get; init; }
        public required IReadOnlyList<ReportLine> Lines { get; init; }
        public required string? Release { get; init; }
        public required (ulong Start, ulong End)? Window { get; init; }
        public required string WindowSource { get; init; }

        /// <summary>The Vmalloc fields of /proc/meminfo in bytes, by name.</summary>
        public required IReadOnlyDictionary<string, long> MemInfo { get; init; }
    }
}
