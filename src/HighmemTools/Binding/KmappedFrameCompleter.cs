using System.Collections;
using System.Globalization;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>Offers the page frames that kmap has mapped for somebody, on the machine that is named, or on the current one.</summary>
public sealed class KmappedFrameCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetPkmapEntries()
            .Where(e => e.State == PkmapState.InUse)
            .Select(e =>
                (
                    e.Pfn.GetValueOrDefault().ToString(CultureInfo.InvariantCulture),
                    FormattableString.Invariant($"slot {e.Slot} at {e.Address}, count {e.Count}")
                )
            )
        ?? [];
}
