using System.Collections;
using Highmem.Kernels;

namespace HighmemTools;

/// <summary>Offers the memory splits of the kernel that is named, or of the one that is booted by default.</summary>
public sealed class MemorySplitCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound)
    {
        var kernel = KernelProfiles.Find(bound["Kernel"]?.ToString() ?? "") ?? KernelProfiles.Default;
        return kernel.Config.MemorySplits.Select(s =>
            (s.Name, $"PAGE_OFFSET {s.PageOffset}{(s.AllowsPae ? "" : ", not with PAE")}")
        );
    }
}
