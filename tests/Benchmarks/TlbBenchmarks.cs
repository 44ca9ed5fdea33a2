using BenchmarkDotNet.Attributes;
using Highmem.Addressing;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Paging;

namespace Highmem.Benchmarks;

/// <summary>A translation that the TLB has against the walk of the page tables that it saves the CPU.</summary>
public class TlbBenchmarks
{
    private const int Pages = 48;
    private const int Rounds = 32;
    private readonly VirtualAddress[] addresses = new VirtualAddress[Pages];
    private Mmu mmu = null!;

    [GlobalSetup]
    public void Map()
    {
        var machine = I386Machine.Boot(new MachineOptions { Kernel = KernelProfiles.Get("2.6.9") });
        var area = machine.Vmalloc(Pages * PageSize.Bytes).Area!;
        mmu = machine.Parts.Processors[0];
        for (var i = 0; i < Pages; i++)
        {
            // In no order, each page once: 29 and 48 have no common divisor.
            addresses[i * 29 % Pages] = area.Address + ((long)i * PageSize.Bytes);
            mmu.Translate(addresses[i * 29 % Pages], write: false);
        }
    }

    [Benchmark(OperationsPerInvoke = Pages * Rounds)]
    public long TlbHit()
    {
        long sum = 0;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var address in addresses)
            {
                sum += mmu.Translate(address, write: false);
            }
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Pages * Rounds)]
    public long WalkForTheSameAccess()
    {
        long sum = 0;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var address in addresses)
            {
                sum += mmu.Tables.Walk(address).Physical;
            }
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Pages)]
    public long TlbMiss()
    {
        long sum = 0;
        foreach (var address in addresses)
        {
            mmu.Tlb.Invalidate((uint)address.PageNumber);
            sum += mmu.Translate(address, write: false);
        }

        return sum;
    }
}
