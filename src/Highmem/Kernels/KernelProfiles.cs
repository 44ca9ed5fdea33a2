namespace Highmem.Kernels;

/// <summary>The kernels, and every release between them.</summary>
public static class KernelProfiles
{
    /// <summary>The kernels whose rules are all their own, oldest first.</summary>
    public static IReadOnlyList<KernelProfile> All { get; } =
    [Linux2_4_21.Profile, Linux2_6_9.Profile, Linux2_6_31.Profile];

    /// <summary>The kernel that is booted when none is named.</summary>
    public static KernelProfile Default => Linux2_6_31.Profile;

    /// <summary>
    /// The rules of a release by any name it goes by: <c>2.6.27</c>, <c>2.6.9-11.ELsmp</c>, <c>v2.6.31-14-generic</c>, or a
    /// series such as <c>2.6</c>, which is its newest kernel in <see cref="All"/>. What of them is another release's is told
    /// by the profile.
    /// </summary>
    /// <exception cref="ArgumentException">The name begins with no version; the message lists the kernels.</exception>
    public static KernelProfile Get(string release) =>
        Find(release) ?? throw new ArgumentException(NotFound(release), nameof(release));

    /// <summary>The same; null if the name begins with no version.</summary>
    public static KernelProfile? Find(string release) => Releases.Find(release);

    /// <summary>
    /// The rules to read a release's texts by: those that <see cref="Find"/> gives, or for a name without a version those of
    /// the default kernel, marked as not read.
    /// </summary>
    public static KernelProfile Match(string release) =>
        Find(release) ?? Default with { Release = release, IsRead = false };

    /// <summary>What is told of a name that is none of a release.</summary>
    internal static string NotFound(string release) =>
        $"There is no kernel '{release}'. Kernels: {string.Join(", ", All)}, and other releases by their version, such as 2.6.27-7-generic.";

    /// <summary>The first release that has /proc/vmallocinfo.</summary>
    internal static string FirstWithVmallocInfo => Releases.All.First(r => r.Profile.Vmalloc.HasInfoFile).First;

    /// <summary>
    /// The rules to read a release's /proc/vmallocinfo by; null if the name has no version, or that of a kernel without such
    /// a file.
    /// </summary>
    public static KernelProfile? WithVmallocInfo(string release) =>
        Find(release) is { Vmalloc.HasInfoFile: true } profile ? profile : null;
}
