using System.Collections;
using Highmem.Kernels;

namespace HighmemTools;

/// <summary>Offers the kernels that can be booted.</summary>
public sealed class KernelCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        KernelProfiles.All.Select(k => (k.Version, $"Linux {k.Source}"));
}
