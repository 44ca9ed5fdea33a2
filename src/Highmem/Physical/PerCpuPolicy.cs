using Highmem.Boot;

namespace Highmem.Physical;

/// <summary>The lists of single pages that each CPU keeps in front of a zone.</summary>
/// <param name="Name">A word for it.</param>
/// <param name="Create">Makes the lists of a zone, given its batch; null where there are none.</param>
internal sealed record PerCpuPolicy(string Name, Func<Zone, int, PerCpuLists>? Create) : IPolicy
{
    /// <summary>No lists: each page comes from the buddy lists and goes back there.</summary>
    public static PerCpuPolicy None { get; } = new("none", null);

    /// <summary>A hot and a cold list; refilled at their low mark, drained before a page is added.</summary>
    public static PerCpuPolicy HotAndCold { get; } =
        new("hot and cold", (zone, batch) => new HotAndColdLists(zone, batch));

    /// <summary>One list; refilled when it lacks the migrate type, drained after a page is added.</summary>
    public static PerCpuPolicy Single { get; } = new("single", (zone, batch) => new SingleList(zone, batch));

    /// <summary>The batch that boot prints, from a zone's present pages.</summary>
    public Func<long, int> BatchOf { get; init; } = _ => 0;

    /// <summary>Whether all of it is known; otherwise pages also wait in lists of a vendor's own making.</summary>
    public bool IsKnown { get; init; } = true;
}
