using System.Globalization;
using System.Text.RegularExpressions;

namespace Highmem.Kernels;

/// <summary>
/// The name of a release: a version, and what its builders appended (<c>2.6.9-11.ELsmp</c>, <c>v2.6.31-14-generic</c>).
/// </summary>
internal sealed partial record ReleaseName
{
    private ReleaseName(string name, Match number)
    {
        Name = name;
        Suffix = name[number.Length..];
        Version = new Version(Part(number, 1), Part(number, 2), Part(number, 3));
        IsSeries = Version.Major < 3 && !number.Groups[3].Success;
    }

    /// <summary>The name, without a leading v.</summary>
    public string Name { get; }

    /// <summary>The version that it begins with.</summary>
    public Version Version { get; }

    /// <summary>What stands behind the version.</summary>
    public string Suffix { get; }

    /// <summary>Whether it names a series, such as 2.6: before 3.0 a release has three numbers.</summary>
    public bool IsSeries { get; }

    /// <summary>Reads a name; null if it begins with no version.</summary>
    public static ReleaseName? Parse(string text)
    {
        var name = text.Trim();
        name = name.StartsWith('v') || name.StartsWith('V') ? name[1..] : name;
        return Number().Match(name) is { Success: true } number ? new ReleaseName(name, number) : null;
    }

    /// <summary>The version that a name begins with; null if it begins with none.</summary>
    public static Version? VersionOf(string text) => Parse(text)?.Version;

    private static int Part(Match match, int group) =>
        int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : 0;

    [GeneratedRegex(@"^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
