namespace Highmem.Kernels;

/// <summary>A row of the table of releases.</summary>
/// <param name="First">The first release that has these rules; they hold up to the next row.</param>
/// <param name="Date">When it came out.</param>
/// <param name="Profile">Its rules.</param>
/// <param name="Behaviour">The kernel whose allocators and texts these are.</param>
/// <param name="IsRead">Whether the source in that span was read.</param>
internal sealed record Release(string First, DateOnly Date, KernelProfile Profile, KernelProfile Behaviour, bool IsRead)
{
    /// <summary>The same as a number.</summary>
    public Version Version { get; } = ReleaseName.VersionOf(First)!;
}
