using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace Highmem.Tests.Machine;

/// <summary>
/// Four ways to run out of memory while memory is free, on a machine whose marks are published: 16 MB of DMA, 880 MB
/// of NORMAL (2.6.31: 871 MB), the rest of 2 GB is HIGHMEM. What is left in each zone when a request is refused is what
/// the kernel's marks say.
/// </summary>
public sealed class ScenarioTests
{
    private const int Dma = 0;
    private const int Normal = 1;
    private const int HighMem = 2;

    // The first 64 KB are kept from use, as on the machine that 2.6.31's figures are from.
    private static readonly E820Map TwoGigabytes = new([
        new(0, 0x10000, E820Type.Reserved),
        new(0x10000, 0x9f400, E820Type.Usable),
        new(0x100000, 0x7fee0000, E820Type.Usable),
    ]);

    // 2.4.21 adds the marks up from zone to zone and wants more than that and the request. The 2.6 kernels want each
    // zone's own, 2.6.31 with lowmem_reserve[NORMAL] = 865 in DMA.
    [Theory]
    [InlineData("2.4.21", 255 + 1, 255 + 32 + 1)]
    [InlineData("2.6.9", 234, 4)]
    [InlineData("2.6.31", 932, 16 + 865)]
    public void Low_memory_is_gone_while_high_memory_is_free(string kernel, int normal, int dma)
    {
        var machine = Boot(kernel);
        var high = machine.HighFreePages;

        // Page tables: the kernel must reach them at any time, so they come from low memory.
        var refused = Exhaust(machine, "GFP_KERNEL", "pte_alloc_one");

        AssertLeft(machine, Normal, normal);
        AssertLeft(machine, Dma, dma);
        Assert.Equal(high, machine.HighFreePages);
        Assert.InRange(high, 280_000, 300_000);
        Assert.StartsWith("no zone may give a block of order 0: Normal has ", refused.Reason, StringComparison.Ordinal);
        Assert.NotNull(machine.AllocPages(Gfp(machine, "GFP_HIGHUSER"), 0).Block);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", 255 + 1, 255 + 32 + 1)]
    [InlineData("2.6.9", 234, 4)]
    [InlineData("2.6.31", 932, 16 + 865)]
    public void Large_buffers_and_small_objects_use_up_low_memory_as_well(string kernel, int normal, int dma)
    {
        var machine = Boot(kernel);
        var high = machine.HighFreePages;
        var buffers = 0;
        while (machine.Kmalloc(128 << 10).Object is not null)
        {
            buffers++;
        }

        Assert.InRange(buffers, 6_800, 7_100); // of 128 KB, in 880 MB
        Assert.NotNull(machine.Kmalloc(100).Object);
        Exhaust(machine, "GFP_KERNEL", "pte_alloc_one");
        AssertLeft(machine, Normal, normal);
        AssertLeft(machine, Dma, dma);
        Assert.Equal(high, machine.HighFreePages);
        Assert.Empty(machine.Audit());
    }

    // High memory may fall to the lower zones. Only 2.6.31 keeps something there for those who need them: by default
    // 2.6.9's protection[] is 0, and 2.4.21 knows sums only.
    [Theory]
    [InlineData("2.4.21", 255 + 1, 255 + 255 + 1, 255 + 255 + 32 + 1)]
    [InlineData("2.6.9", 128, 234, 4)]
    [InlineData("2.6.31", 128, 932, 16)]
    public void A_request_for_high_memory_falls_until_the_reserve_stops_it(string kernel, int high, int normal, int dma)
    {
        var machine = Boot(kernel);
        var zones = machine.GetZones();
        if (kernel == "2.6.31")
        {
            Assert.Equal((zones[HighMem].Present / 32), zones[Normal].ReserveHighMem);
            Assert.Equal((zones[Normal].Present + zones[HighMem].Present) / 256, zones[Dma].ReserveHighMem);
        }

        Exhaust(machine, "GFP_HIGHUSER", "do_anonymous_page");

        AssertLeft(machine, HighMem, high);
        AssertLeft(machine, Normal, normal + zones[Normal].ReserveHighMem);
        AssertLeft(machine, Dma, dma + zones[Dma].ReserveHighMem);

        // 2.6.31 has saved low memory for the kernel; in 2.6.9 it is gone.
        Assert.Equal(kernel != "2.6.9", machine.AllocPages(Gfp(machine, "GFP_KERNEL"), 0).Block is not null);
        Assert.NotNull(machine.AllocPages(Gfp(machine, "GFP_ATOMIC"), 0).Block);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel(HighMem, Normal, Dma)]
    public void High_memory_is_taken_first_and_DMA_last(string kernel, params int[] order)
    {
        var machine = Boot(kernel);
        var gfp = Gfp(machine, "GFP_HIGHUSER");
        var firsts = new List<string>();
        while (machine.AllocPages(gfp, 0).Block is { } block)
        {
            if (!firsts.Contains(block.Zone))
            {
                firsts.Add(block.Zone);
            }
        }

        Assert.Equal(order.Select(zone => machine.GetZones()[zone].Name), firsts);
    }

    // An urgent request goes deeper: to a quarter of the mark in 2.4.21, to half of it less a quarter in the others.
    [Theory]
    [InlineData("2.4.21", 32 + 1, (32 / 4) + 1)]
    [InlineData("2.6.9", 4, 2)]
    [InlineData("2.6.31", 16, 6)]
    public void Requests_for_DMA_memory_fail_alone(string kernel, int waiting, int urgent)
    {
        var machine = Boot(kernel);
        var (normal, high) = (machine.GetZones()[Normal].Free, machine.HighFreePages);

        Exhaust(machine, "GFP_KERNEL|__GFP_DMA", "request_dma");
        AssertLeft(machine, Dma, waiting);
        Exhaust(machine, "GFP_ATOMIC|__GFP_DMA", "request_dma");
        AssertLeft(machine, Dma, urgent);

        Assert.Equal(normal, machine.GetZones()[Normal].Free);
        Assert.Equal(high, machine.HighFreePages);
        Assert.Equal("Normal", machine.AllocPages(Gfp(machine, "GFP_KERNEL"), 5).Block?.Zone);
        Assert.Equal("HighMem", machine.AllocPages(Gfp(machine, "GFP_HIGHUSER"), 5).Block?.Zone);
        Assert.Empty(machine.Audit());
    }

    // Pages of a program and of the kernel in turns until all memory is taken; then the program ends. With one list for
    // all, its pages lie between the kernel's, and what is in one piece is what the marks had kept from both. With
    // migrate types they lie in blocks of their own.
    [Theory]
    [InlineData("2.4.21", "GFP_HIGHUSER", (256 / 32) + (288 / 32), (256 / 32) + (288 / 32))]
    [InlineData("2.6.9", "GFP_HIGHUSER", 5, 5)]
    [InlineData("2.6.31", "GFP_HIGHUSER", 0, 14)]
    [InlineData("2.6.31", "GFP_HIGHUSER_MOVABLE", 800, 1000)]
    public void Half_of_memory_is_free_but_hardly_a_block_of_order_5(string kernel, string gfp, int atLeast, int atMost)
    {
        var machine = TestMachine.Boot(kernel, 256);
        var user = new List<PageBlock>();
        while (machine.AllocPages(Gfp(machine, gfp), 0, "program").Block is { } page)
        {
            user.Add(page);
            if (machine.AllocPages(Gfp(machine, "GFP_KERNEL"), 0, "kernel").Block is null)
            {
                break;
            }
        }

        foreach (var page in user)
        {
            Assert.Equal(FreePagesResult.Freed, machine.FreePages(page.Pfn, 0).Result);
        }

        Assert.InRange(machine.LowFreePages, 29_000, 33_000);
        var blocks = 0;
        while (machine.AllocPages(Gfp(machine, "GFP_KERNEL"), 5).Block is not null)
        {
            blocks++;
        }

        Assert.InRange(blocks, atLeast, atMost);
        Assert.NotNull(machine.AllocPages(Gfp(machine, "GFP_KERNEL"), 0).Block);
        Assert.Empty(machine.Audit());
    }

    private static I386Machine Boot(string kernel) =>
        I386Machine.Boot(new MachineOptions { Kernel = KernelProfiles.Get(kernel), Map = TwoGigabytes });

    private static GfpFlags Gfp(I386Machine machine, string text) => machine.Profile.Physical.Gfp.Parse(text);

    private static AllocPagesOutcome Exhaust(I386Machine machine, string gfp, string caller)
    {
        var flags = Gfp(machine, gfp);
        AllocPagesOutcome outcome;
        do
        {
            outcome = machine.AllocPages(flags, 0, caller);
        } while (outcome.Block is not null);

        return outcome;
    }

    // A per-CPU list takes a whole batch once the mark allows a page, so that a little less may be left.
    private static void AssertLeft(I386Machine machine, int index, long left)
    {
        var zone = machine.GetZones()[index];
        Assert.InRange(zone.Free, left - Math.Max(zone.Batch - 1, 0), left);
    }
}
