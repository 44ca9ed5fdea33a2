using System.Collections;
using Highmem.Kernels;

namespace HighmemTools;

/// <summary>Offers the allocation flags of the kernel that the named machine runs, or the current one: sets first.</summary>
public sealed class GfpCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        (Machine(bound)?.Profile ?? KernelProfiles.Default)
            .Gfp.All.OrderByDescending(flag => flag.Key.StartsWith("GFP_", StringComparison.Ordinal))
            .Select(flag => (flag.Key, FormattableString.Invariant($"0x{(int)flag.Value:x}")));
}
