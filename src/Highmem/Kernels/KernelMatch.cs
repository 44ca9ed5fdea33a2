namespace Highmem.Kernels;

/// <summary>What is known about a kernel that a boot log names.</summary>
/// <param name="Release">The release as the log gives it (<c>2.6.24-19-generic</c>).</param>
/// <param name="Profile">
/// The rules to read the log by: one of the profiles, or a neighbour: the nearest profile with the differences of
/// that version.
/// </param>
/// <param name="Nearest">The nearest kernel that can be booted.</param>
/// <param name="SourceRead">Whether the source of this version, or of one with the same rules, was read.</param>
public sealed record KernelMatch(string Release, KernelProfile Profile, KernelProfile Nearest, bool SourceRead)
{
    /// <summary>Whether the kernel is not one of those that can be booted.</summary>
    public bool IsNeighbour => Profile != Nearest;

    /// <summary>What was assumed about the kernel; empty when it is one of those that can be booted.</summary>
    public string Note =>
        (IsNeighbour, SourceRead) switch
        {
            (_, false) => $"nothing is known about {Release}: read as {Profile.Version}",
            (true, true) => $"by the rules of {Profile.Version}, a neighbour of {Nearest.Version}",
            _ => "",
        };
}
