using Highmem.Machine.Views;

namespace Highmem.Tests.Machine;

/// <summary>What free_pages makes of pages that are not there to be freed.</summary>
public sealed class FreePagesTests
{
    [Theory]
    [InlineData("2.4.21", null)]
    [InlineData("2.6.9", null)]
    [InlineData("2.6.31", "BUG: Bad page state in process insmod  pfn:00100")]
    public void A_reserved_page_is_passed_over_and_2_6_31_says_so(string kernel, string? message)
    {
        var machine = TestMachine.Boot(kernel, 64);

        var outcome = machine.FreePages(0x100, 0); // the first page of the kernel's text

        Assert.Equal(FreePagesResult.NotYours, outcome.Result);
        Assert.Equal(message is null ? [] : [message], outcome.KernelMessages);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Mistakes_change_nothing()
    {
        var machine = TestMachine.Boot("2.6.9", 64);
        var block = machine.AllocPages(machine.GfpKernel, 2).Block!;
        var area = machine.Vmalloc(100).Area!;

        Assert.Equal(FreePagesResult.TailPage, machine.FreePages(block.Pfn + 1, 0).Result);
        Assert.Equal(FreePagesResult.WrongOrder, machine.FreePages(block.Pfn, 1).Result);
        Assert.Equal(FreePagesResult.NoSuchFrame, machine.FreePages(-1, 0).Result);
        Assert.Equal(FreePagesResult.NoSuchFrame, machine.FreePages(0xa0, 0).Result);
        Assert.Equal(FreePagesResult.NoSuchFrame, machine.FreePages(int.MaxValue, 0).Result);
        Assert.Equal(
            FreePagesResult.NotYours,
            machine.FreePages(machine.Resolve(area.Address).PageFrame!.Value, 0).Result
        );
        Assert.Equal(FreePagesResult.Freed, machine.FreePages(block.Pfn, 2).Result);
        Assert.Equal(FreePagesResult.AlreadyFree, machine.FreePages(block.Pfn, 2).Result);
        Assert.Empty(machine.Audit());
    }
}
