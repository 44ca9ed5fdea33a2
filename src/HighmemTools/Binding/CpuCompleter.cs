using System.Collections;
using System.Globalization;

namespace HighmemTools;

/// <summary>Offers the CPUs of the machine that is named, or of the current one.</summary>
public sealed class CpuCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Enumerable
            .Range(0, Machine(bound)?.ProcessorCount ?? 0)
            .Select(cpu => cpu.ToString(CultureInfo.InvariantCulture))
            .Select(cpu => (cpu, $"CPU {cpu}"));
}
