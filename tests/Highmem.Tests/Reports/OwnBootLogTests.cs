using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Reports.BootLogs;

namespace Highmem.Tests.Reports;

/// <summary>What the emulated kernels print at boot passes the same check as what real ones print.</summary>
public sealed class OwnBootLogTests
{
    public static TheoryData<string, int, string, string> Machines()
    {
        var data = new TheoryData<string, int, string, string>();
        foreach (var kernel in KernelProfiles.All.Select(profile => profile.Version))
        {
            foreach (var megabytes in (int[])[64, 512, 1024, 2048, 4096, 6144])
            {
                data.Add(kernel, megabytes, "4G", "");
                data.Add(kernel, megabytes, "64G", "");
                data.Add(kernel, megabytes, "None", "");
            }

            data.Add(kernel, 1024, "4G", "mem=512M");
            data.Add(kernel, 2048, "4G", "highmem=256M");
            data.Add(kernel, 1024, "4G", "highmem=512M");
            data.Add(kernel, 2048, "4G", "vmalloc=256M");
            data.Add(kernel, 1024, "4G", "mem=nopentium");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_of_ours_passes(string kernel, int megabytes, string highmem, string commandLine)
    {
        var machine = I386Machine.Boot(
            new MachineOptions
            {
                Kernel = KernelProfiles.Get(kernel),
                Map = E820Map.FromMemorySize((long)megabytes << 20),
                Highmem = highmem switch
                {
                    "None" => HighmemSupport.None,
                    "4G" => HighmemSupport.Highmem4G,
                    _ => HighmemSupport.Highmem64G,
                },
                CommandLine = commandLine,
            }
        );
        var text = string.Join('\n', machine.GetKernelLog());

        var checks = BootLogChecker.Check(BootLog.Parse(text, machine.Name)).ToList();

        Assert.DoesNotContain(checks, c => c.Result == BootLogResult.Mismatch);
        Assert.InRange(checks.Count(c => c.Result == BootLogResult.Match), 7, 100);
        Assert.Contains(checks, c => c.Quantity == "Memory total" && c.Result == BootLogResult.Match);
    }
}
