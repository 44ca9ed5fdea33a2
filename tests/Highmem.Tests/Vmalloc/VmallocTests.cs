using Highmem.Paging;
using Highmem.Vmalloc;

namespace Highmem.Tests.Vmalloc;

/// <summary>vmalloc and vfree where the kernels differ: refusals, quirks, messages, lazy frees.</summary>
public sealed class VmallocTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [EachKernel]
    public void Size_zero_and_more_than_all_memory_are_refused_without_a_word(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 256);
        foreach (var size in new[] { 0, (256 * Megabyte) + 1, long.MaxValue / 2 })
        {
            var outcome = machine.Vmalloc(size);

            Assert.Null(outcome.Area);
            Assert.Equal(VmallocFailure.InvalidSize, outcome.Failure);
            Assert.Empty(outcome.KernelMessages);
        }

        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21")]
    [InlineData("2.6.9")]
    public void The_end_of_the_window_is_not_checked_on_an_empty_list(string kernel)
    {
        // 2.4.21: the window is 88 MB, but the first area may run into the kmap slots and beyond.
        var machine = TestMachine.Boot(kernel, 1024);
        var size = machine.VmallocEnd - machine.VmallocStart;

        var area = machine.Vmalloc(size).Area!;

        Assert.Equal(machine.VmallocStart, area.Address);
        Assert.True(area.End > machine.VmallocEnd);
        Assert.Equal(VmallocFailure.OutOfVmallocSpace, machine.Vmalloc(100).Failure);
        machine.Vfree(area.Address);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void The_end_of_the_window_is_always_checked_in_2_6_31()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        var size = machine.VmallocEnd - machine.VmallocStart;

        var outcome = machine.Vmalloc(size);

        Assert.Equal(VmallocFailure.OutOfVmallocSpace, outcome.Failure);
        Assert.Equal(
            $"vmap allocation for size {size + 4096} failed: use vmalloc=<size> to increase size.",
            Assert.Single(outcome.KernelMessages)
        );
    }

    [Fact]
    public void An_area_that_wraps_round_the_address_space_is_refused()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);

        Assert.Equal(VmallocFailure.WrapsAround, machine.Vmalloc(130 * Megabyte).Failure);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21")]
    [InlineData("2.6.9")]
    public void A_hole_that_fits_exactly_is_used(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var areas = Enumerable.Range(0, 3).Select(_ => machine.Vmalloc(8192).Area!).ToList();
        machine.Vfree(areas[1].Address);

        Assert.Equal(areas[1].Address, machine.Vmalloc(8192).Area!.Address);
    }

    [Fact]
    public void A_lazily_freed_area_is_reused_only_after_the_purge()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var area = machine.Vmalloc(100).Area!;
        machine.Write(area.Address, [1, 2, 3]);
        machine.Vfree(area.Address);

        // The entry stays: a stale read does not fault, and the address is not given out again.
        Assert.Equal("01 02 03", machine.Read(area.Address, 3)[0].Hex);
        Assert.NotEqual(area.Address, machine.Vmalloc(100).Area!.Address);
        Assert.Equal(0, machine.TlbFlushes);

        // 32 MB with one CPU: the area that exceeds it starts the purge.
        var large = machine.Vmalloc(32 * Megabyte).Area!;
        machine.Vfree(large.Address);

        Assert.Equal(1, machine.Purges);
        Assert.Equal(1, machine.TlbFlushes);
        Assert.Throws<PageFaultException>(() => machine.Read(area.Address, 3));
        Assert.Equal(area.Address, machine.Vmalloc(100).Area!.Address);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(2, 64)]
    [InlineData(3, 64)]
    [InlineData(4, 96)]
    public void The_purge_threshold_grows_with_the_processors(int cpus, long megabytes)
    {
        const long areaPages = 769; // 3 MB and a guard page
        var machine = TestMachine.Boot("2.6.31", 512, cpus: cpus);
        var kept = (megabytes << 8) / areaPages;
        var areas = Enumerable.Range(0, (int)kept + 1).Select(_ => machine.Vmalloc(3 * Megabyte).Area!).ToList();
        foreach (var area in areas.Take((int)kept))
        {
            machine.Vfree(area.Address);
        }

        Assert.Equal((0, kept * areaPages), (machine.Purges, machine.LazyPages));

        machine.Vfree(areas[^1].Address);

        Assert.Equal((1, 0), (machine.Purges, machine.LazyPages));
    }

    [Fact]
    public void Full_of_lazy_areas_the_window_is_purged_and_the_request_tried_again()
    {
        var machine = TestMachine.Boot("2.6.31", 1024, cpus: 4);
        var first = machine.Vmalloc(60 * Megabyte).Area!;
        machine.Vfree(first.Address);
        Assert.Equal(0, machine.Purges);

        var second = machine.Vmalloc(100 * Megabyte).Area!;

        Assert.Equal(first.Address, second.Address);
        Assert.Equal(1, machine.Purges);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void A_large_area_of_2_6_31_keeps_its_pages_array_in_an_area_placed_after_it()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var small = machine.Vmalloc(4 * Megabyte).Area!;
        Assert.Equal(VmFlags.Alloc, small.Flags);

        var area = machine.Vmalloc((4 * Megabyte) + 4096).Area!;

        Assert.Equal(VmFlags.Alloc | VmFlags.Vpages, area.Flags);
        var array = machine.GetVmList()[^1];
        Assert.Equal(area.End + 4096, array.Address);
        Assert.Equal(2, array.Pages);
        machine.Vfree(area.Address);
        Assert.Single(machine.GetVmList());
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void The_pages_array_of_2_6_9_is_limited_by_kmalloc_to_128_KB()
    {
        var machine = TestMachine.Boot("2.6.9", 1024, "vmalloc=512M");

        Assert.NotNull(machine.Vmalloc(128 * Megabyte).Area);
        Assert.Equal(VmallocFailure.NoPagesArray, machine.Vmalloc((128 * Megabyte) + 1).Failure);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", null)]
    [InlineData("2.6.9", "insmod: page allocation failure. order:0, mode:0xd2")]
    [InlineData("2.6.31", "insmod: page allocation failure. order:0, mode:0xd2")]
    public void Running_out_of_pages_half_way_leaks_nothing(string kernel, string? message)
    {
        var machine = TestMachine.Boot(kernel, 64);
        machine.Vmalloc(20 * Megabyte);
        var (low, high) = (machine.LowFreePages, machine.HighFreePages);

        var outcome = machine.Vmalloc(60 * Megabyte);

        Assert.Equal(VmallocFailure.OutOfPages, outcome.Failure);
        Assert.Equal(message, outcome.KernelMessages is [.., var last] ? last : null);
        Assert.Empty(machine.Audit());

        // What does not come back at once is a page table, or slabs that stay ready (2.6.9 also keeps the array of all pages).
        Assert.InRange(low + high - machine.LowFreePages - machine.HighFreePages, 0, 40);
    }

    [Theory]
    [EachKernel]
    public void Vfree_complains_in_the_kernels_words_and_changes_nothing(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 128);
        var area = machine.Vmalloc(10000).Area!;

        Assert.Equal(VfreeResult.Null, machine.Vfree(0).Result);
        Assert.Equal(VfreeResult.BadAddress, machine.Vfree(area.Address + 4).Result);
        Assert.Equal(VfreeResult.NoSuchArea, machine.Vfree(area.Address + 4096).Result);
        Assert.Equal(VfreeResult.NoSuchArea, machine.Vfree(0xC0000000).Result);
        Assert.Equal(VfreeResult.Freed, machine.Vfree(area.Address).Result);
        var again = machine.Vfree(area.Address);

        Assert.Equal(VfreeResult.NoSuchArea, again.Result);
        var hex = area.Address.ToString()[2..];
        Assert.Equal($"Trying to vfree() nonexistent vm area ({hex})", Assert.Single(again.KernelMessages));
        Assert.Contains($"Trying to vfree() bad address ({hex[..^1]}4)", machine.Log());
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", 2)]
    [InlineData("2.6.9", 2)]
    public void A_search_costs_the_areas_that_the_kernel_looks_at(string kernel, int looked)
    {
        var machine = TestMachine.Boot(kernel, 128);
        var areas = Enumerable.Range(0, 10).Select(_ => machine.Vmalloc(100).Area!).ToList();
        machine.Vfree(areas[1].Address);
        var before = machine.NodesScanned;

        machine.Vmalloc(100);

        // The first area is passed; the third shows that the hole before it fits.
        Assert.Equal(looked, machine.NodesScanned - before);
    }

    [Fact]
    public void Debug_pagealloc_unmaps_a_lazily_freed_area_at_once()
    {
        var machine = TestMachine.Boot("2.6.31", 128, config: "DEBUG_PAGEALLOC=y");
        var area = machine.Vmalloc(100).Area!;
        machine.Vfree(area.Address);

        Assert.Throws<PageFaultException>(() => machine.Read(area.Address, 1));
        Assert.NotEqual(area.Address, machine.Vmalloc(100).Area!.Address);
    }

    [Fact]
    public void Meminfo_figures_follow_from_the_list()
    {
        var machine = TestMachine.Boot("2.6.9", 2048);
        var empty = machine.MeasureVmalloc();
        Assert.Equal(114680L << 10, empty.Total);
        Assert.Equal(empty.Total, empty.LargestChunk);
        Assert.Equal(empty.Total - 4096, empty.LargestRequest);

        var areas = Enumerable.Range(0, 3).Select(_ => machine.Vmalloc(Megabyte).Area!).ToList();
        machine.Vfree(areas[1].Address);
        var summary = machine.MeasureVmalloc();

        Assert.Equal(2 * (Megabyte + 4096), summary.Used);
        Assert.Equal(empty.Total - (3 * (Megabyte + 4096)), summary.LargestChunk);
        Assert.Equal(2, summary.Holes);
        Assert.Equal(2 * 4096, summary.Guard);
        Assert.Equal(summary.Total - summary.Used, summary.Free);
        Assert.NotNull(machine.Vmalloc(summary.LargestRequest).Area);
    }

    [Fact]
    public void The_largest_request_of_2_6_31_leaves_the_gap_page_out()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        machine.Vmalloc(100);

        // An area of this size needs a pages array in vmalloc space too, so ask for one page less than what is left
        // once that is placed: the placement itself is what is measured here.
        var summary = machine.MeasureVmalloc();

        Assert.Equal(summary.Free - 4096 - 4096, summary.LargestRequest);
    }
}
