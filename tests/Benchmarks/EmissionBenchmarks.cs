using BenchmarkDotNet.Attributes;
using Highmem.Addressing;
using Highmem.Machine;

namespace Highmem.Benchmarks;

/// <summary>
/// What each area costs that <c>Invoke-Vmalloc -Count</c> emits, together with its vfree, so that each measurement
/// begins with an empty list.
/// </summary>
public class EmissionBenchmarks
{
    private const int Areas = 10_000;
    private readonly I386Machine machine = Machines.WithAreas(0);
    private readonly VirtualAddress[] addresses = new VirtualAddress[Areas];

    [Benchmark(OperationsPerInvoke = Areas)]
    public int TenThousandVmallocs()
    {
        for (var i = 0; i < Areas; i++)
        {
            addresses[i] = machine.Vmalloc(PageSize.Bytes).Area!.Address;
        }

        foreach (var address in addresses)
        {
            machine.Vfree(address);
        }

        return machine.VmallocAreas;
    }
}
