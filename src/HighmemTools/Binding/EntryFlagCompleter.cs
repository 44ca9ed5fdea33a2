using System.Collections;

namespace HighmemTools;

/// <summary>Offers the bits that page-table entries have on the machine that is named, or on the current one.</summary>
public sealed class EntryFlagCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)?.GetPageTableFlags().Select(name => (name, $"entries with {name}")) ?? [];
}
