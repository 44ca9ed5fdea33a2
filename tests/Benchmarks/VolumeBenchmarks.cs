using BenchmarkDotNet.Attributes;
using Highmem.Addressing;
using Highmem.Machine;

namespace Highmem.Benchmarks;

/// <summary>What long lists and dumps cost.</summary>
public class VolumeBenchmarks
{
    private const int Areas = 10_000;
    private readonly I386Machine full = Machines.WithAreas(Areas);

    [Benchmark]
    public int ListOf10000Areas() => full.GetVmList().Count;

    [Benchmark]
    public int CoalescedDump() =>
        full.GetPageTableRanges(new AddressRange(full.PageOffset, VirtualAddress.EndOfSpace)).Count();
}
