using BenchmarkDotNet.Attributes;
using Highmem.Addressing;
using Highmem.Machine;

namespace Highmem.Benchmarks;

/// <summary>A whole vmalloc and vfree against nothing but the list walks of the kernel's own way.</summary>
public class PlainWalkBenchmarks
{
    private const int Areas = 10_000;
    private readonly I386Machine machine = Machines.WithAreas(Areas);
    private readonly PlainList list = new();

    [GlobalSetup]
    public void Fill()
    {
        foreach (var area in machine.GetVmList())
        {
            if (list.Allocate((long)machine.VmallocStart, area.Size) != (long)area.Address)
            {
                throw new InvalidOperationException($"The plain walk disagrees at {area.Address}.");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public long PlainWalkOf10000Areas()
    {
        var address = list.Allocate((long)machine.VmallocStart, 2 * PageSize.Bytes);
        list.Free(address);
        return address;
    }

    [Benchmark]
    public VirtualAddress PairAt10000Areas() => Machines.Pair(machine);
}
