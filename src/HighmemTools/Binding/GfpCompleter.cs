using System.Collections;
using Highmem.Kernels;

namespace HighmemTools;

/// <summary>Offers the allocation flags of the kernel that the named machine runs, or the current one: sets first.</summary>
public sealed class GfpCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        (Machine(bound)?.Profile ?? KernelProfiles.Default)
            .Physical.Gfp.All.OrderByDescending(flag => flag.Name.StartsWith("GFP_", StringComparison.Ordinal))
            .Select(flag => (flag.Name, FormattableString.Invariant($"0x{flag.Bits:x}")));
}
