using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Tests.Machine;

/// <summary>Machines that cannot be are refused with the reason.</summary>
public sealed class MachineOptionsTests
{
    private static readonly MachineOptions TwoGigabytes = new() { Map = E820Map.FromMemorySize(2L << 30) };

    [Fact]
    public void A_PAE_kernel_panics_on_a_processor_without_PAE()
    {
        var options = TwoGigabytes with
        {
            Highmem = HighmemSupport.Highmem64G,
            Cpu = new CpuFeatures { Pae = false },
        };

        var refused = Assert.Throws<BootException>(() => I386Machine.Boot(options));

        Assert.Contains("cannot execute a PAE-enabled kernel on a PAE-less CPU!", refused.Message);
    }

    [Fact]
    public void Splits_are_offered_by_2_6_31_only_and_some_not_with_PAE()
    {
        var split = MemorySplit.All.Single(s => s.Name == "3G_OPT");

        Refused(TwoGigabytes with { Kernel = KernelProfiles.Get("2.4.21"), MemorySplit = split });
        Refused(TwoGigabytes with { Highmem = HighmemSupport.Highmem64G, MemorySplit = split });
        var machine = I386Machine.Boot(TwoGigabytes with { MemorySplit = split });
        Assert.Equal(split.PageOffset, machine.PageOffset);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Processors_need_a_kernel_for_that_many()
    {
        Refused(TwoGigabytes with { ProcessorCount = 0 });
        Refused(TwoGigabytes with { ProcessorCount = 4, Config = ["NR_CPUS=2"] });
        Refused(TwoGigabytes with { Config = ["NR_CPUS=many"] });
        Refused(TwoGigabytes with { Config = ["COFFEE=y"] });
        Assert.Equal(4, I386Machine.Boot(TwoGigabytes with { ProcessorCount = 4 }).ProcessorCount);
    }

    [Fact]
    public void So_many_processors_that_fixmap_and_pkmap_meet_stop_2_6_9()
    {
        var options = TwoGigabytes with
        {
            Kernel = KernelProfiles.Get("2.6.9"),
            ProcessorCount = 2,
            Config = ["NR_CPUS=255"],
        };

        Assert.Contains(
            "fixmap and kmap areas overlap - this will crash",
            Assert.Throws<BootException>(() => I386Machine.Boot(options)).Message
        );
    }

    [Fact]
    public void Memory_too_small_for_the_image_is_refused()
    {
        Refused(TwoGigabytes with { Map = E820Map.FromMemorySize(2 << 20) });
        Refused(TwoGigabytes with { Map = E820Map.FromMemorySize(8 << 20) }); // the image of 2.6.31 ends above 8 MB
        I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get("2.4.21"), Map = E820Map.FromMemorySize(8 << 20) }
        );
    }

    [Fact]
    public void A_vmalloc_reserve_that_leaves_no_room_for_the_image_is_blamed()
    {
        var refused = Assert.Throws<BootException>(() =>
            I386Machine.Boot(TwoGigabytes with { CommandLine = "vmalloc=1000M" })
        );

        Assert.Contains("Give a smaller vmalloc=", refused.Message);
    }

    [Theory]
    [EachKernel]
    public void A_machine_of_64_GB_boots_with_PAE_and_its_memory_map_in_low_memory(string kernel)
    {
        var machine = I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get(kernel), Map = E820Map.FromMemorySize(64L << 30) }
        );

        Assert.Equal(HighmemSupport.Highmem64G, machine.Highmem);
        Assert.Equal(1L << 24, machine.MaxPfn);

        // 16 M page frames of 48 or 32 bytes each: 768 or 512 MB.
        var memMapPages = (1L << 24) * (kernel == "2.4.21" ? 48 : 32) / 4096;
        Assert.InRange(machine.MaxLowPfn - machine.LowFreePages - memMapPages, 0, 4096);
        Assert.NotNull(machine.Vmalloc(1 << 20).Area);
    }

    [Fact]
    public void Threads_may_share_a_machine()
    {
        var machine = I386Machine.Boot(TwoGigabytes);

        Parallel.For(
            0,
            8,
            _ =>
            {
                for (var i = 0; i < 200; i++)
                {
                    var area = machine.Vmalloc(5000).Area!;
                    machine.Write(area.Address, [1, 2, 3]);
                    machine.Vfree(area.Address);
                }
            }
        );

        Assert.Equal(0, machine.VmallocAreas);
        Assert.Empty(machine.Audit());
    }

    private static void Refused(MachineOptions options) =>
        Assert.NotEmpty(Assert.Throws<BootException>(() => I386Machine.Boot(options)).Message);
}
