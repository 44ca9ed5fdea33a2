using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>From what a result was seen in to the machine that a command can work on.</summary>
internal static class MemorySourceExtensions
{
    /// <summary>The machine that a result came from.</summary>
    /// <exception cref="FormatException">It came from something that can only be looked at.</exception>
    public static I386Machine ToMachine(this IMemorySource source) =>
        source is I386Machine machine
            ? machine
            : throw new FormatException(
                $"This belongs to {source.Name}, which is no emulated machine: it can only be looked at."
            );
}
