using BenchmarkDotNet.Attributes;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Benchmarks;

/// <summary>A kmalloc and kfree pair of a small object, by kernel.</summary>
public class KmallocBenchmarks
{
    private const int Size = 64;
    private I386Machine machine = null!;

    [Params("2.4.21", "2.6.9", "2.6.31")]
    public string Kernel { get; set; } = "";

    [GlobalSetup]
    public void Boot() =>
        machine = I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get(Kernel), Map = E820Map.FromMemorySize(1L << 30) }
        );

    [Benchmark]
    public VirtualAddress Pair()
    {
        var address = machine.Kmalloc(Size).Object!.Address;
        machine.Kfree(address);
        return address;
    }
}
