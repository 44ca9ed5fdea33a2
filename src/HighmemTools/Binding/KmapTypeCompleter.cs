using System.Collections;
using Highmem.Kernels;

namespace HighmemTools;

/// <summary>Offers the kmap_atomic types of the kernel that the named machine runs, or the current one.</summary>
public sealed class KmapTypeCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        (Machine(bound)?.Profile ?? KernelProfiles.Default).Kmap.AtomicSlots.Types.Select(
            (type, number) => (type, FormattableString.Invariant($"type {number}"))
        );
}
