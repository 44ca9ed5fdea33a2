using BenchmarkDotNet.Attributes;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Machine.Views;

namespace Highmem.Benchmarks;

/// <summary>kmap and kunmap: of a page that has a slot already, and of new pages round and round, with a wrap each 1,024.</summary>
public class KmapBenchmarks
{
    private const int First = 0x40000;
    private const int Pages = 100_000;
    private const int TenTimesPages = 1_000_000;
    private I386Machine machine = null!;

    [GlobalSetup]
    public void Boot()
    {
        machine = I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get("2.6.31"), Map = E820Map.FromMemorySize(2L << 30) }
        );
        machine.Kmap(First - 1);
    }

    [Benchmark]
    public KmapOutcome MappedPair()
    {
        var outcome = machine.Kmap(First - 1);
        machine.Kunmap(First - 1);
        return outcome;
    }

    [Benchmark(OperationsPerInvoke = Pages)]
    public long WrappingPairs() => Round(Pages);

    [Benchmark(OperationsPerInvoke = TenTimesPages)]
    public long TenTimesAsManyWrappingPairs() => Round(TenTimesPages);

    private long Round(int pairs)
    {
        for (var i = 0; i < pairs; i++)
        {
            var pfn = First + (i % Pages);
            machine.Kmap(pfn);
            machine.Kunmap(pfn);
        }

        return machine.PkmapFlushes;
    }
}
