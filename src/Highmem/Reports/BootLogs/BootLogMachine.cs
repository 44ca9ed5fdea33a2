using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine.State;

namespace Highmem.Reports.BootLogs;

/// <summary>What it takes to boot the machine of a boot log.</summary>
/// <param name="Profile">The nearest kernel that can be booted.</param>
/// <param name="Config">Its configuration, as far as the log tells it.</param>
/// <param name="Map">The firmware's map.</param>
/// <param name="CommandLine">The command line; empty if the log has none.</param>
/// <param name="Assumptions">What was assumed, one sentence each.</param>
public sealed record BootLogMachine(
    KernelProfile Profile,
    KernelConfig Config,
    E820Map Map,
    string CommandLine,
    IReadOnlyList<string> Assumptions
)
{
    /// <summary>The machine of a log, as far as one that can be booted comes near it.</summary>
    /// <exception cref="BootLogException">The machine that the log describes could not have booted.</exception>
    public static BootLogMachine Of(BootLog log)
    {
        var inference = BootLogInference.Of(log);
        var kernel = log.Kernel;
        var notes = inference.Notes(
            kernel.IsNeighbour ? $"Linux {kernel.Nearest} in place of {kernel.Release}" : kernel.Note
        );
        var taken = inference.Assumptions.Select(a => FormattableString.Invariant($"{a.Text}, from line {a.Line}"));
        return new(kernel.Nearest, inference.Config, log.Map, log.CommandLine ?? "", [.. notes, .. taken]);
    }

    /// <summary>The options that boot it.</summary>
    public MachineOptions ToOptions() =>
        new()
        {
            Kernel = Profile,
            BaseConfig = Config,
            Map = Map,
            CommandLine = CommandLine,
        };
}
