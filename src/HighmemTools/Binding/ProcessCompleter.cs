using System.Collections;

namespace HighmemTools;

/// <summary>Offers the processes of the machine that is named, or of the current one.</summary>
public sealed class ProcessCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetProcesses()
            .Select(p => (p.Name, FormattableString.Invariant($"pid {p.Pid}, {p.ResidentPages} pages")))
        ?? [];
}
