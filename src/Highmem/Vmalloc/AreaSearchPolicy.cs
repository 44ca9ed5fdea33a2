using Highmem.Boot;
using Highmem.Layout;

namespace Highmem.Vmalloc;

/// <summary>
/// How a kernel finds a place for an area. What a search remembers (which pages are taken, a cached hole, the shape of a
/// tree) is an <see cref="AreaSearch"/> that it makes for each machine.
/// </summary>
internal abstract record AreaSearchPolicy : IPolicy
{
    public abstract string Name { get; }

    /// <summary>Bytes left free behind an area (its guard page included in the area) before the next one may begin.</summary>
    public int GapAfterArea { get; init; }

    /// <summary>A search over an empty window.</summary>
    /// <param name="layout">Where the window is.</param>
    /// <param name="gapAfterArea">What is left free behind areas of this machine.</param>
    public abstract AreaSearch Create(MemoryLayout layout, int gapAfterArea);
}
