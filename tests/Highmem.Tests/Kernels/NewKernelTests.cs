using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine;

namespace Highmem.Tests.Kernels;

/// <summary>A kernel that only the tests know boots, with the borders of two builds that were measured.</summary>
public sealed class NewKernelTests
{
    // 3.16.7 for the 586, one CPU; 3.16.36 with PAE for 32 CPUs. RAM beyond MAXMEM.
    [Theory]
    [InlineData(HighmemSupport.Highmem4G, 1, 93, 0xFFFA2000, 0xFF800000, 0xF7FFE000, 0xFF7FE000, 0xF77FE000, 887)]
    [InlineData(HighmemSupport.Highmem64G, 32, 713, 0xFFD36000, 0xFF600000, 0xF7DFE000, 0xFF5FE000, 0xF75FE000, 885)]
    public void A_kernel_is_one_file(
        HighmemSupport highmem,
        int nrCpus,
        int entries,
        uint fixaddrStart,
        uint pkmapBase,
        uint vmallocStart,
        uint vmallocEnd,
        uint highMemory,
        long lowmem
    )
    {
        var machine = I386Machine.Boot(
            new()
            {
                Kernel = Linux3_16.Profile,
                Map = E820Map.FromMemorySize(2L << 30),
                Highmem = highmem,
                Config = [$"NR_CPUS={nrCpus}"],
            }
        );
        var layout = machine.GetLayout();

        Assert.Equal(entries, layout.Fixmap.PermanentCount);
        Assert.Equal(
            [fixaddrStart, pkmapBase, vmallocStart, vmallocEnd, highMemory],
            new[]
            {
                machine.FixaddrStart,
                machine.PkmapBase!.Value,
                machine.VmallocStart,
                machine.VmallocEnd,
                machine.HighMemory,
            }.Select(address => (uint)(long)address)
        );
        Assert.Equal(lowmem, machine.MaxLowPfn >> 8);
        Assert.Equal("Linux version 3.16 (borders of 3.16, allocators of 2.6.31)", machine.Log().First());
    }

    [Fact]
    public void It_works_on_every_floor()
    {
        var machine = I386Machine.Boot(new() { Kernel = Linux3_16.Profile, Map = E820Map.FromMemorySize(2L << 30) });
        var high = (int)machine.MaxLowPfn + 1000;

        var first = machine.Vmalloc(4096).Area!;
        var second = machine.Vmalloc(4096).Area!;
        var outer = machine.KmapAtomic(high, 0).Result!;
        var inner = machine.KmapAtomic(high + 1, 0).Result!;

        Assert.Equal(2 * PageSize.Bytes, second.Address - first.Address);
        Assert.Equal(-PageSize.Bytes, inner.Address - outer.Address);
        Assert.NotNull(machine.Kmap(high).Result);
        Assert.NotNull(machine.Kmalloc(100).Object);
        Assert.Empty(machine.Audit());
    }
}
