using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Tests;

/// <summary>Boots machines for tests.</summary>
internal static class TestMachine
{
    /// <summary>Each kernel, with 4 GB of physical addresses and with 64 GB.</summary>
    public static TheoryData<string, HighmemSupport> KernelsWithAndWithoutPae =>
        new()
        {
            { "2.4.21", HighmemSupport.Highmem4G },
            { "2.4.21", HighmemSupport.Highmem64G },
            { "2.6.9", HighmemSupport.Highmem4G },
            { "2.6.9", HighmemSupport.Highmem64G },
            { "2.6.31", HighmemSupport.Highmem4G },
            { "2.6.31", HighmemSupport.Highmem64G },
        };

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
