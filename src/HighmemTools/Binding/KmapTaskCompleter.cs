using System.Collections;

namespace HighmemTools;

/// <summary>Offers the tasks that sleep in kmap, or have a result, on the machine that is named, or on the current one.</summary>
public sealed class KmapTaskCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetKmapWaiters()
            .Select(w => (w.Task, FormattableString.Invariant($"{w.State}, page frame {w.Pfn}")))
        ?? [];
}
