using BenchmarkDotNet.Attributes;
using Highmem.Addressing;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.Benchmarks;

/// <summary>A walk of page tables in emulated RAM against one over two levels of plain arrays.</summary>
public class WalkBenchmarks
{
    private const int Pages = 4096;
    private const uint Start = 0xF8000000;
    private readonly PhysicalMemory ram = new(64 << 20);
    private readonly uint[] memory = new uint[64 << 18];
    private readonly uint[] addresses = new uint[Pages];
    private PageTables tables = null!;

    [GlobalSetup]
    public void Map()
    {
        const int directory = 1;
        tables = new PageTables(ram, directory << PageSize.Shift, pae: false);
        for (uint i = 0; i < Pages; i++)
        {
            var address = Start + (i << PageSize.Shift);
            var table = 2 + (i / 1024);
            Write((directory << PageSize.Shift) + (address >> 22 << 2), (table << PageSize.Shift) | 0x63);
            Write(
                (table << PageSize.Shift) + ((address >> PageSize.Shift & 1023) << 2),
                ((100 + i) << PageSize.Shift) | 0x63
            );
            addresses[(i * 2654435761) % Pages] = address;
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Pages)]
    public long BareArrayWalk()
    {
        long sum = 0;
        foreach (var address in addresses)
        {
            sum += Bare(address);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Pages)]
    public long PageWalk()
    {
        long sum = 0;
        foreach (var address in addresses)
        {
            sum += tables.Translate(address);
        }

        return sum;
    }

    private long Bare(uint address)
    {
        var directoryEntry = memory[(1 << 10) + (address >> 22)];
        if ((directoryEntry & 1) == 0)
        {
            return -1;
        }

        if ((directoryEntry & 0x80) != 0)
        {
            return (directoryEntry & 0xFFC00000) | (address & 0x3FFFFF);
        }

        var entry = memory[((directoryEntry & 0xFFFFF000) >> 2) + (address >> 12 & 1023)];
        return (entry & 1) == 0 ? -1 : (entry & 0xFFFFF000) | (address & 0xFFF);
    }

    private void Write(uint physical, uint value)
    {
        ram.WriteUInt32(physical, value);
        memory[physical >> 2] = value;
    }
}
