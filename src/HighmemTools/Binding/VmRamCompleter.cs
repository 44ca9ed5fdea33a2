using System.Collections;

namespace HighmemTools;

/// <summary>Offers what vm_map_ram has mapped on the machine that is named, or on the current one.</summary>
public sealed class VmRamCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetVmRamMappings()
            .Select(m => (m.Address.ToString(), FormattableString.Invariant($"{m.Pages} pages")))
        ?? [];
}
