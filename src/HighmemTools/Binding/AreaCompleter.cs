using System.Collections;
using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools;

/// <summary>Offers the live vmalloc areas of the machine that is named, or of the current one.</summary>
public sealed class AreaCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Machine(bound["Machine"])
            ?.GetVmList()
            .Select(a =>
                (
                    a.Address.ToString(),
                    FormattableString.Invariant($"{a.RequestedSize} bytes, {a.Pages} pages, {a.Flags}, {a.Caller}")
                )
            )
        ?? [];

    private static I386Machine? Machine(object? bound) =>
        (bound is PSObject wrapped ? wrapped.BaseObject : bound) switch
        {
            I386Machine machine => machine,
            string name => MachineSession.Mine.Find(name),
            _ => MachineSession.Mine.Current,
        };
}
