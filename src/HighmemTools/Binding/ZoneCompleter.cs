using System.Collections;

namespace HighmemTools;

/// <summary>Offers the zones of the machine that is named, or of the current one.</summary>
public sealed class ZoneCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetZones()
            .Select(z =>
                (z.Name, FormattableString.Invariant($"page frames {z.StartPfn} to {z.EndPfn}, {z.Free} free"))
            )
        ?? [];
}
