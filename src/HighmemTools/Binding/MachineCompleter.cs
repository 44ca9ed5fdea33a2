using System.Collections;

namespace HighmemTools;

/// <summary>Offers the session's machines.</summary>
public sealed class MachineCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        MachineSession.Mine.Machines.Select(m => (m.Name, $"Linux {m.Kernel}, {Format.Bytes(m.MemorySize)}"));
}
