using System.Collections;

namespace HighmemTools;

/// <summary>Offers the caches of kmalloc of the machine that is named, or of the current one.</summary>
public sealed class SlabCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetSlabInfo()
            .Select(c =>
                (
                    c.Name,
                    FormattableString.Invariant($"{c.ObjectSize} bytes, {c.AllocatedObjects} in use, {c.Slabs} slabs")
                )
            )
        ?? [];
}
