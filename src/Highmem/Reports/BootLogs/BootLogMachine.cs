using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine.State;

namespace Highmem.Reports.BootLogs;

/// <summary>What it takes to boot the machine of a boot log.</summary>
/// <param name="Profile">The kernel: the release with its own borders, and the allocators that the profile names.</param>
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
    /// <summary>The machine of a log.</summary>
    /// <exception cref="BootLogException">The machine that the log describes could not have booted.</exception>
    public static BootLogMachine Of(BootLog log)
    {
        var inference = BootLogInference.Of(log);
        var notes = inference.Notes(log.Kernel.Note);
        var taken = inference.Assumptions.Select(a => FormattableString.Invariant($"{a.Text}, from line {a.Line}"));
        return new(log.Kernel, inference.Config, log.Map, log.CommandLine ?? "", [.. notes, .. taken]);
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
