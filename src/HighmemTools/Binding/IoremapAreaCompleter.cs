using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace HighmemTools;

/// <summary>Offers the areas of ioremap.</summary>
public sealed class IoremapAreaCompleter : AreaCompleter
{
    private protected override bool IsOffered(VmArea area) => area.Flags.HasFlag(VmFlags.Ioremap);
}
