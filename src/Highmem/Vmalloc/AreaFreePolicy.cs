using Highmem.Boot;

namespace Highmem.Vmalloc;

/// <summary>
/// What becomes of the entries and addresses of an area that is freed. The areas that wait for a purge are kept by
/// <see cref="VmapAreas"/>.
/// </summary>
internal abstract record AreaFreePolicy : IPolicy
{
    /// <summary>Entries are cleared, the TLBs flushed and the addresses given back at once.</summary>
    public static AreaFreePolicy AtOnce { get; } = new Immediately();

    public abstract string Name { get; }

    /// <summary>lazy_max_pages for each doubling of CPUs, in pages; 0 where nothing waits for a purge.</summary>
    public virtual int PagesPerCpuStep => 0;

    /// <summary>Whether areas wait for a purge.</summary>
    public bool IsLazy => PagesPerCpuStep > 0;

    /// <summary>Whether entries stand until the purge; otherwise only addresses wait.</summary>
    public virtual bool KeepsEntries => false;

    /// <summary>Entries and addresses are kept until a purge.</summary>
    /// <param name="pagesPerCpuStep">lazy_max_pages for each doubling of CPUs.</param>
    public static AreaFreePolicy AtPurge(int pagesPerCpuStep) => new Lazily(pagesPerCpuStep);

    /// <summary>Takes entries and addresses of an area back, or leaves them to the purge.</summary>
    /// <param name="areas">All areas.</param>
    /// <param name="area">The area.</param>
    /// <param name="unmapped">Told of each page whose entry is cleared at once.</param>
    public abstract void Remove(VmapAreas areas, VmStruct area, Action<int>? unmapped);

    private sealed record Immediately : AreaFreePolicy
    {
        public override string Name => "at once";

        public override void Remove(VmapAreas areas, VmStruct area, Action<int>? unmapped) =>
            areas.RemoveAtOnce(area, unmapped);
    }

    private sealed record Lazily(int Pages) : AreaFreePolicy
    {
        public override string Name => "entries and addresses at the next purge";

        public override int PagesPerCpuStep => Pages;

        public override bool KeepsEntries => true;

        public override void Remove(VmapAreas areas, VmStruct area, Action<int>? unmapped)
        {
            areas.GiveUp(area.Address, area.Size);
            areas.RemoveLazily(area);
        }
    }
}
