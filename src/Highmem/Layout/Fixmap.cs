using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Layout;

/// <summary>
/// The fixed mappings at the top of the address space. Index i lies at top - i pages, so indices grow downwards.
/// </summary>
public sealed class Fixmap
{
    private readonly List<(FixmapEntry Entry, int First)> entries = [];

    internal Fixmap(LayoutRules rules, KernelConfig config, VirtualAddress top)
    {
        Top = top;
        foreach (var entry in rules.PermanentFixmap(config, rules.KmTypeCount(config)))
        {
            entries.Add((entry, PermanentCount));
            PermanentCount += entry.Pages;
        }

        TotalCount = PermanentCount;
        foreach (var entry in rules.TemporaryFixmap(config, PermanentCount))
        {
            entries.Add((entry, TotalCount));
            TotalCount += entry.Pages;
        }
    }

    /// <summary>FIXADDR_TOP: the address of index 0.</summary>
    public VirtualAddress Top { get; }

    /// <summary>Pages of the permanent entries (__end_of_permanent_fixed_addresses).</summary>
    public int PermanentCount { get; }

    /// <summary>Pages of all entries (__end_of_fixed_addresses).</summary>
    public int TotalCount { get; }

    /// <summary>FIXADDR_START.</summary>
    public VirtualAddress Start => Top - ((long)PermanentCount << PageSize.Shift);

    /// <summary>FIXADDR_BOOT_START: below the temporary entries too.</summary>
    public VirtualAddress BootStart => Top - ((long)TotalCount << PageSize.Shift);

    /// <summary>All entries with their first index, permanent ones first.</summary>
    public IReadOnlyList<(FixmapEntry Entry, int First)> Entries => entries;

    /// <summary>__fix_to_virt: the address of an index.</summary>
    public VirtualAddress AddressOf(int index) => Top - ((long)index << PageSize.Shift);

    /// <summary>The first index of an entry by its name without FIX_, or null if this kernel has none.</summary>
    public int? IndexOf(string name)
    {
        foreach (var (entry, first) in entries)
        {
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return first;
            }
        }

        return null;
    }
}
