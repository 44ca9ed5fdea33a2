using System.Collections;

namespace HighmemTools;

/// <summary>Offers the live vmalloc areas of the machine that is named, or of the current one.</summary>
public sealed class AreaCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetVmList()
            .Select(a =>
                (
                    a.Address.ToString(),
                    FormattableString.Invariant($"{a.RequestedSize} bytes, {a.Pages} pages, {a.Flags}, {a.Caller}")
                )
            )
        ?? [];
}
