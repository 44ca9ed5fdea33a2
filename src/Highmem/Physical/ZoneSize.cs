namespace Highmem.Physical;

/// <summary>What marks are computed from.</summary>
/// <param name="PresentPages">The zone's pages as boot counts them.</param>
/// <param name="ManagedPages">The pages that boot handed to the allocator.</param>
internal readonly record struct ZoneSize(long PresentPages, long ManagedPages);
