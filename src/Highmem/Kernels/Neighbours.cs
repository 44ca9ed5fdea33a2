using System.Globalization;
using System.Text.RegularExpressions;

namespace Highmem.Kernels;

/// <summary>
/// Which rules a release follows. The kernels here cannot be booted; they exist to read boot logs. What each differs
/// in is said in <see cref="Neighbours2_4"/>, <see cref="Neighbours2_6"/> and <see cref="NeighboursXen"/>.
/// </summary>
internal static partial class Neighbours
{
    // From this version on, up to the next row. The last column: whether the source in that span was read.
    private static readonly (Version First, KernelProfile Profile, KernelProfile Nearest, bool Read)[] Releases =
    [
        (new(0, 0, 0), Neighbours2_4.Linux2_4_18, Linux2_4_21.Profile, false),
        (new(2, 4, 18), Neighbours2_4.Linux2_4_18, Linux2_4_21.Profile, true),
        (new(2, 4, 19), Linux2_4_21.Profile, Linux2_4_21.Profile, true),
        (new(2, 4, 22), Neighbours2_4.Linux2_4_22, Linux2_4_21.Profile, true),
        (new(2, 4, 26), Neighbours2_4.Linux2_4_26, Linux2_4_21.Profile, true),
        (new(2, 4, 32), Neighbours2_4.Linux2_4_26, Linux2_4_21.Profile, false),
        (new(2, 5, 0), Neighbours2_4.Linux2_5_15, Linux2_4_21.Profile, false),
        (new(2, 5, 15), Neighbours2_4.Linux2_5_15, Linux2_4_21.Profile, true),
        (new(2, 5, 16), Neighbours2_4.Linux2_5_15, Linux2_4_21.Profile, false),
        (new(2, 5, 40), Neighbours2_6.Linux2_6_0, Linux2_6_9.Profile, false),
        (new(2, 6, 0), Neighbours2_6.Linux2_6_0, Linux2_6_9.Profile, true),
        (new(2, 6, 9), Linux2_6_9.Profile, Linux2_6_9.Profile, true),
        (new(2, 6, 11), Neighbours2_6.Linux2_6_11, Linux2_6_9.Profile, true),
        (new(2, 6, 12), Neighbours2_6.Linux2_6_12, Linux2_6_9.Profile, true),
        (new(2, 6, 13), Neighbours2_6.Linux2_6_13, Linux2_6_9.Profile, true),
        (new(2, 6, 15), Neighbours2_6.Linux2_6_15, Linux2_6_9.Profile, true),
        (new(2, 6, 19), Neighbours2_6.Linux2_6_19, Linux2_6_9.Profile, true),
        (new(2, 6, 22), Neighbours2_6.Linux2_6_22, Linux2_6_9.Profile, true),
        (new(2, 6, 24), Neighbours2_6.Linux2_6_24, Linux2_6_9.Profile, true),
        (new(2, 6, 25), Neighbours2_6.Linux2_6_25, Linux2_6_9.Profile, true),
        (new(2, 6, 26), Neighbours2_6.Linux2_6_26, Linux2_6_9.Profile, true),
        (new(2, 6, 27), Neighbours2_6.Linux2_6_27, Linux2_6_31.Profile, true),
        (new(2, 6, 28), Neighbours2_6.Linux2_6_28, Linux2_6_31.Profile, true),
        (new(2, 6, 29), Neighbours2_6.Linux2_6_29, Linux2_6_31.Profile, true),
        (new(2, 6, 31), Linux2_6_31.Profile, Linux2_6_31.Profile, true),
        (new(2, 6, 32), Linux2_6_31.Profile, Linux2_6_31.Profile, false),
        (new(3, 0, 0), Neighbours2_6.Linux3_8, Linux2_6_31.Profile, false),
        (new(3, 8, 0), Neighbours2_6.Linux3_8, Linux2_6_31.Profile, true),
        (new(3, 9, 0), Neighbours2_6.Linux3_8, Linux2_6_31.Profile, false),
    ];

    public static KernelMatch Match(string release)
    {
        var number = Number().Match(release);
        var version = VersionOf(number) ?? Version.Parse(Linux2_6_31.Profile.Version);
        var row = Releases.Last(r => r.First <= version);
        var profile = Vendor(release[number.Length..], version) ?? row.Profile;
        return new KernelMatch(release, profile, row.Nearest, number.Success && row.Read);
    }

    /// <summary>The version that a release begins with; null if it begins with none.</summary>
    public static Version? VersionOf(string release) => VersionOf(Number().Match(release));

    private static Version? VersionOf(Match number) =>
        number.Success ? new Version(Part(number, 1), Part(number, 2), Part(number, 3)) : null;

    // Kernels whose builders changed the layout, known by what they append to the version.
    private static KernelProfile? Vendor(string suffix, Version version)
    {
        if (suffix.Contains("xen", StringComparison.OrdinalIgnoreCase))
        {
            return NeighboursXen.Of(version);
        }

        if (version == new Version(2, 6, 9) && suffix.Contains(".EL", StringComparison.Ordinal))
        {
            return Neighbours2_6.RedHat2_6_9;
        }

        return version == new Version(2, 4, 18) && RedHatBuild().IsMatch(suffix) ? Neighbours2_4.RedHat2_4_18 : null;
    }

    private static int Part(Match match, int group) =>
        int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : 0;

    [GeneratedRegex(@"^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^-\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RedHatBuild();
}
