using System.Text.RegularExpressions;

namespace Highmem.Kernels;

/// <summary>
/// The one table of releases: which rules each follows, since when, whose allocators these are, and whether its source was
/// read. What a release differs in is said in <see cref="Releases2_4"/>, <see cref="Releases2_6"/>,
/// <see cref="Releases3"/> and <see cref="ReleasesXen"/>.
/// </summary>
internal static partial class Releases
{
    private static readonly KernelProfile Old = Linux2_4_21.Profile;
    private static readonly KernelProfile Middle = Linux2_6_9.Profile;
    private static readonly KernelProfile New = Linux2_6_31.Profile;

    // No kernel from this one on was there when the table was made.
    private static readonly Version Unreleased = new(7, 0, 0);

    /// <summary>The rows, oldest first.</summary>
    public static IReadOnlyList<Release> All { get; } =
    [
        new("0.0", new(1991, 9, 17), Releases2_4.Linux2_4_18, Old, false),
        new("2.4.18", new(2002, 2, 25), Releases2_4.Linux2_4_18, Old, true),
        new("2.4.19", new(2002, 8, 3), Old, Old, true),
        new("2.4.22", new(2003, 8, 25), Releases2_4.Linux2_4_22, Old, true),
        new("2.4.26", new(2004, 4, 14), Releases2_4.Linux2_4_26, Old, true),
        new("2.4.32", new(2005, 11, 16), Releases2_4.Linux2_4_26, Old, false),
        new("2.5.0", new(2001, 11, 23), Releases2_4.Linux2_5_15, Old, false),
        new("2.5.15", new(2002, 5, 9), Releases2_4.Linux2_5_15, Old, true),
        new("2.5.16", new(2002, 5, 18), Releases2_4.Linux2_5_15, Old, false),
        new("2.5.40", new(2002, 10, 1), Releases2_6.Linux2_6_0, Middle, false),
        new("2.6.0", new(2003, 12, 18), Releases2_6.Linux2_6_0, Middle, true),
        new("2.6.9", new(2004, 10, 18), Middle, Middle, true),
        new("2.6.11", new(2005, 3, 2), Releases2_6.Linux2_6_11, Middle, true),
        new("2.6.12", new(2005, 6, 17), Releases2_6.Linux2_6_12, Middle, true),
        new("2.6.13", new(2005, 8, 28), Releases2_6.Linux2_6_13, Middle, true),
        new("2.6.15", new(2006, 1, 3), Releases2_6.Linux2_6_15, Middle, true),
        new("2.6.19", new(2006, 11, 29), Releases2_6.Linux2_6_19, Middle, true),
        new("2.6.22", new(2007, 7, 8), Releases2_6.Linux2_6_22, Middle, true),
        new("2.6.24", new(2008, 1, 24), Releases2_6.Linux2_6_24, Middle, true),
        new("2.6.25", new(2008, 4, 17), Releases2_6.Linux2_6_25, Middle, true),
        new("2.6.26", new(2008, 7, 13), Releases2_6.Linux2_6_26, Middle, true),
        new("2.6.27", new(2008, 10, 9), Releases2_6.Linux2_6_27, New, true),
        new("2.6.28", new(2008, 12, 24), Releases2_6.Linux2_6_28, New, true),
        new("2.6.29", new(2009, 3, 23), Releases2_6.Linux2_6_29, New, true),
        new("2.6.31", new(2009, 9, 9), New, New, true),
        new("2.6.32", new(2009, 12, 3), New, New, false),
        new("3.0", new(2011, 7, 22), Releases3.Linux3_8, New, false),
        new("3.8", new(2013, 2, 18), Releases3.Linux3_8, New, true),
        new("3.9", new(2013, 4, 29), Releases3.Linux3_8, New, false),
        new("3.10", new(2013, 6, 30), Releases3.Linux3_10, New, false),
        new("4.4", new(2016, 1, 10), Releases3.Linux4_4, New, false),
        new("4.10", new(2017, 2, 19), Releases3.Linux4_10, New, false),
        new("4.13", new(2017, 9, 3), Releases3.Linux4_13, New, false),
        new("5.3", new(2019, 9, 15), Releases3.Linux5_3, New, false),
    ];

    /// <summary>
    /// The rules of a release by any name it goes by; null if the name begins with no version, or with one that no kernel has.
    /// </summary>
    public static KernelProfile? Find(string text)
    {
        if (ReleaseName.Parse(text) is not { } name || name.Version >= Unreleased)
        {
            return null;
        }

        if (name.IsSeries)
        {
            return Newest(name.Version);
        }

        var row = All.Last(r => r.Version <= name.Version);
        return (Vendor(name) ?? row.Profile) with
        {
            Release = name.Name,
            Behaviour = row.Behaviour.Version,
            IsRead = row.IsRead,
        };
    }

    // Of a series, the newest kernel whose rules are all its own.
    private static KernelProfile? Newest(Version series) =>
        All.LastOrDefault(r =>
            r.Profile == r.Behaviour && r.IsRead && r.Version.Major == series.Major && r.Version.Minor == series.Minor
        )?.Behaviour;

    // Kernels whose builders changed the layout, known by what they append to the version.
    private static KernelProfile? Vendor(ReleaseName name)
    {
        if (name.Suffix.Contains("xen", StringComparison.OrdinalIgnoreCase))
        {
            return ReleasesXen.Of(name.Version);
        }

        if (name.Version == new Version(2, 6, 9) && name.Suffix.Contains(".EL", StringComparison.Ordinal))
        {
            return Releases2_6.RedHat2_6_9;
        }

        return name.Version == new Version(2, 4, 18) && RedHatBuild().IsMatch(name.Suffix)
            ? Releases2_4.RedHat2_4_18
            : null;
    }

    [GeneratedRegex(@"^-\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RedHatBuild();
}
