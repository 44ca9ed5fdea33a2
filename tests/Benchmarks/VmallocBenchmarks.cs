using BenchmarkDotNet.Attributes;
using Highmem.Addressing;
using Highmem.Machine;

namespace Highmem.Benchmarks;

/// <summary>A vmalloc and vfree pair must not care how many areas there are.</summary>
public class VmallocBenchmarks
{
    private readonly I386Machine few = Machines.WithAreas(100);
    private readonly I386Machine many = Machines.WithAreas(25_000);

    [Benchmark(Baseline = true)]
    public VirtualAddress PairAt100Areas() => Machines.Pair(few);

    [Benchmark]
    public VirtualAddress PairAt25000Areas() => Machines.Pair(many);
}
