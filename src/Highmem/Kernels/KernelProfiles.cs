using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>The kernels that can be booted.</summary>
public static class KernelProfiles
{
    /// <summary>All kernels, oldest first.</summary>
    public static IReadOnlyList<KernelProfile> All { get; } =
    [Linux2_4_21.Profile, Linux2_6_9.Profile, Linux2_6_31.Profile];

    /// <summary>The kernel that is booted when none is named.</summary>
    public static KernelProfile Default => Linux2_6_31.Profile;

    /// <summary>The profile of a version.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static KernelProfile Get(string version) =>
        All.FirstOrDefault(p => p.Version.Equals(version, StringComparison.Ordinal))
        ?? throw new ArgumentException(
            $"There is no kernel '{version}'. Kernels: {string.Join(", ", All.Select(p => p.Version))}.",
            nameof(version)
        );

    /// <summary>The rules of any release that a boot log may name; never fails, see <see cref="KernelMatch"/>.</summary>
    public static KernelMatch Match(string release) => Neighbours.Match(release);

    /// <summary>
    /// How a release's /proc/vmallocinfo is to be read; null if the name has no version, or that of a kernel without
    /// such a file.
    /// </summary>
    public static VmallocInfoRule? VmallocInfo(string release) =>
        Neighbours.VersionOf(release) is { } version ? VmallocInfoRules.Of(version) : null;
}
