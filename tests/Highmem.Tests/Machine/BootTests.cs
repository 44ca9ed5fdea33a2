using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Tests.Machine;

/// <summary>Machines of all sizes and configurations boot sound, or say why they cannot.</summary>
public sealed class BootTests
{
    public static TheoryData<string, long, string, string> Machines
    {
        get
        {
            var data = new TheoryData<string, long, string, string>();
            foreach (var kernel in KernelProfiles.All.Select(p => p.Version))
            {
                foreach (var megabytes in new long[] { 10, 15, 16, 64, 512, 896, 897, 1024, 1536, 3072, 4096 })
                {
                    data.Add(kernel, megabytes, "Auto", "");
                    data.Add(kernel, megabytes, "None", "");
                    data.Add(kernel, megabytes, "64G", "");
                }

                data.Add(kernel, 1024, "Auto", "mem=nopentium");
                data.Add(kernel, 1024, "64G", "mem=nopentium");
                data.Add(kernel, 512, "Auto", "highmem=64M");
                data.Add(kernel, 2048, "Auto", "highmem=256M");
                data.Add(kernel, 2048, "Auto", "vmalloc=256M");
                data.Add(kernel, 2048, "Auto", "mem=900M");
                data.Add(kernel, 8192, "Auto", "");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Any_machine_is_sound_after_boot_and_after_some_allocations(
        string kernel,
        long megabytes,
        string highmem,
        string commandLine
    )
    {
        var options = new MachineOptions
        {
            Kernel = KernelProfiles.Get(kernel),
            Map = E820Map.FromMemorySize(megabytes << 20),
            CommandLine = commandLine,
            Highmem = highmem switch
            {
                "None" => HighmemSupport.None,
                "64G" => HighmemSupport.Highmem64G,
                _ => null,
            },
        };
        var machine = I386Machine.Boot(options);
        Assert.Empty(machine.Audit());

        var areas = new[] { 1L, 5000, 1 << 20, 70000 }.Select(size => machine.Vmalloc(size).Area).ToList();
        machine.Vfree(areas[1]!.Address);

        Assert.Empty(machine.Audit());
        Assert.Equal(machine.GetRegions()[0].Start, machine.PageOffset);
        Assert.Equal(1L << 32, (long)machine.GetRegions()[^1].End);
    }
}
