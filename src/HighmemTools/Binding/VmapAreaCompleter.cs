using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace HighmemTools;

/// <summary>Offers the areas of vmap.</summary>
public sealed class VmapAreaCompleter : AreaCompleter
{
    private protected override bool IsOffered(VmArea area) => area.Flags.HasFlag(VmFlags.Map);
}
