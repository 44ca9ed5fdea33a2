namespace Highmem.Layout;

/// <summary>One or more consecutive fixmap indices of one name (enum fixed_addresses).</summary>
/// <param name="Name">The kernel's name without FIX_.</param>
/// <param name="Pages">How many indices it takes.</param>
public sealed record FixmapEntry(string Name, int Pages = 1);
