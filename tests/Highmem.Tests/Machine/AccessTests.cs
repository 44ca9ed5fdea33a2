using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Paging;
using Highmem.Vmalloc;

namespace Highmem.Tests.Machine;

/// <summary>What reading, writing and freeing tell the caller.</summary>
public sealed class AccessTests
{
    [Fact]
    public void A_fault_comes_after_the_rows_before_it_and_brings_the_lines_of_the_oops()
    {
        var machine = TestMachine.Boot("2.6.9", 512);
        var area = machine.Vmalloc(8192).Area!;
        var rows = new List<MemoryContent>();

        var fault = Assert.Throws<PageFaultException>(() => rows.AddRange(machine.ReadRows(area.Address, 12288)));

        Assert.Equal(area.Address + 8192, fault.Address);
        Assert.Equal(fault.KernelMessages, machine.Log().TakeLast(fault.KernelMessages.Count));
        Assert.Equal(512, machine.ReadRows(area.Address, 8192).Count());
        Assert.Equal(machine.ReadBytes(area.Address, 20), new byte[20]);
    }

    [Fact]
    public void Vfree_names_the_area_that_it_freed()
    {
        var machine = TestMachine.Boot("2.4.21", 512);
        var area = machine.Vmalloc(100).Area!;

        Assert.Equal(area.Address, machine.Vfree(area.Address).Area!.Address);

        var again = machine.Vfree(area.Address);
        Assert.Equal(VfreeResult.NoSuchArea, again.Result);
        Assert.Null(again.Area);
    }

    [Theory]
    [InlineData(0xFFFFF000)]
    [InlineData(0xFFFFFFFF)]
    public void A_size_that_wraps_in_32_bits_is_refused_without_a_word(long size)
    {
        var machine = TestMachine.Boot("2.6.31", 64 << 10);

        var outcome = machine.Vmalloc(size);

        Assert.Equal(VmallocFailure.InvalidSize, outcome.Failure);
        Assert.Empty(outcome.KernelMessages);
    }

    [Fact]
    public void Each_NULL_has_a_reason_in_words()
    {
        foreach (var failure in Enum.GetValues<VmallocFailure>())
        {
            var reason = new VmallocOutcome(null, failure, []).Reason;

            Assert.Equal(failure == VmallocFailure.None, reason.Length == 0);
            Assert.NotEqual(failure.ToString(), reason);
        }
    }

    [Theory]
    [EachKernel]
    public void Without_large_and_global_pages_low_memory_is_mapped_page_by_page(string kernel)
    {
        var machine = I386Machine.Boot(
            new MachineOptions
            {
                Kernel = KernelProfiles.Get(kernel),
                Map = E820Map.FromMemorySize(64 << 20),
                Cpu = new CpuFeatures { Pse = false, Pge = false },
            }
        );

        var leaf = machine.GetPageTableEntries(0xc1000000)[^1];

        Assert.Equal(PageTableLevel.PTE, leaf.Level);
        Assert.False(leaf.Global);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Lists_of_a_profile_print_as_their_items()
    {
        var profile = KernelProfiles.Get("2.6.31");

        Assert.Equal("3G 3G_OPT 2G 2G_OPT 1G", profile.Config.MemorySplits.ToString());
        Assert.StartsWith("8 16 32", profile.Slab.KmallocSizes.ToString());
    }
}
