using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Paging;
using Highmem.Vmalloc;

namespace Highmem.Tests.Machine;

/// <summary>The first things a user does, with the addresses that the real kernels give.</summary>
public sealed class FirstSessionTests
{
    [Theory]
    [InlineData("2.4.21", 0xE0800000, 0xE0802000)]
    [InlineData("2.6.9", 0xE0800000, 0xE0802000)]
    [InlineData("2.6.31", 0xE0800000, 0xE0803000)]
    public void Two_small_vmallocs_lie_a_guard_page_apart_and_in_2_6_31_a_gap_too(
        string kernel,
        uint first,
        uint second
    )
    {
        var machine = Boot(kernel, 512);

        Assert.Equal((VirtualAddress)first, machine.Vmalloc(100).Area!.Address);
        Assert.Equal((VirtualAddress)second, machine.Vmalloc(100).Area!.Address);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "Unable to handle kernel paging request at virtual address e0801000")]
    [InlineData("2.6.9", "Unable to handle kernel paging request at virtual address e0801000")]
    [InlineData("2.6.31", "BUG: unable to handle kernel paging request at e0801000")]
    public void A_write_over_the_end_of_an_area_hits_the_guard_page(string kernel, string oops)
    {
        var machine = Boot(kernel, 512);
        var area = machine.Vmalloc(100).Area!;

        var fault = Assert.Throws<PageFaultException>(() => machine.Write(area.Address + 4090, new byte[10]));

        Assert.Equal(area.Address + 4096, fault.Address);
        Assert.Contains(machine.GetKernelLog(), e => e.Text == oops);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Pages_come_from_high_memory_first_and_tables_always_from_low_memory()
    {
        var machine = Boot("2.6.9", 1536);

        var area = machine.Vmalloc(4 << 20).Area!;

        Assert.True(machine.Resolve(area.Address).PhysicalAddress >= 896L << 20);
        Assert.Equal(1024, machine.PagesFromHighMem);
        Assert.True(machine.GetPageTableEntries(area.Address)[0].PhysicalAddress < 896L << 20);
    }

    [Theory]
    [EachKernel]
    public void Growing_areas_fill_the_window_and_then_fail_with_the_kernels_words(string kernel)
    {
        var machine = Boot(kernel, 2048);
        var outcomes = Enumerable.Range(1, 1000).Select(i => machine.Vmalloc(4096L * i)).ToList();

        var failed = outcomes.Where(o => o.Area is null).ToList();

        Assert.NotEmpty(failed);
        Assert.All(failed, o => Assert.Equal(VmallocFailure.OutOfVmallocSpace, o.Failure));
        Assert.All(failed, o => Assert.Equal(kernel == "2.4.21" ? 0 : 1, o.KernelMessages.Count));
        Assert.Empty(machine.Audit());
    }

    private static I386Machine Boot(string kernel, long megabytes) =>
        I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get(kernel), Map = E820Map.FromMemorySize(megabytes << 20) }
        );
}
