using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Tests;

/// <summary>Boots machines for tests.</summary>
internal static class TestMachine
{
    public static I386Machine Boot(
        string kernel,
        long megabytes,
        string commandLine = "",
        HighmemSupport? highmem = null,
        int cpus = 1,
        BrokenRules broken = BrokenRules.None,
        params string[] config
    ) =>
        I386Machine.Boot(
            new MachineOptions
            {
                Kernel = KernelProfiles.Get(kernel),
                Map = E820Map.FromMemorySize(megabytes << 20),
                CommandLine = commandLine,
                Highmem = highmem,
                ProcessorCount = cpus,
                Config = config,
                Break = broken,
            }
        );

    public static IEnumerable<string> Log(this I386Machine machine) => machine.GetKernelLog().Select(e => e.Text);
}
