using System.Collections;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>Offers the live vmalloc areas of the machine that is named, or of the current one.</summary>
public class AreaCompleter : Completer
{
    private protected sealed override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound)
            ?.GetVmList()
            .Where(IsOffered)
            .Select(a =>
                (
                    a.Address.ToString(),
                    FormattableString.Invariant($"{a.RequestedSize} bytes, {a.Pages} pages, {a.Flags}, {a.Caller}")
                )
            )
        ?? [];

    private protected virtual bool IsOffered(VmArea area) => true;
}
