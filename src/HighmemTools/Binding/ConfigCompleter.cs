using System.Collections;
using Highmem.Boot;

namespace HighmemTools;

/// <summary>Offers the configuration options that decide the layout.</summary>
public sealed class ConfigCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        KernelConfig
            .OptionNames.Order(StringComparer.Ordinal)
            .SelectMany(name =>
                name == "NR_CPUS"
                    ? [("NR_CPUS=", "CPUs that the kernel is built for, 1 to 512")]
                    : new[] { ($"{name}=y", $"CONFIG_{name}"), ($"{name}=n", $"CONFIG_{name} is not set") }
            );
}
