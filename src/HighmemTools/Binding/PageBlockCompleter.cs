using System.Collections;
using System.Globalization;

namespace HighmemTools;

/// <summary>Offers the blocks that alloc_pages handed out on the machine that is named, or on the current one.</summary>
public sealed class PageBlockCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetAllocatedFrames()
            .Select(f =>
                (
                    f.Pfn.ToString(CultureInfo.InvariantCulture),
                    FormattableString.Invariant($"order {f.Order}, {f.Zone}, {f.Owner}")
                )
            )
        ?? [];
}
