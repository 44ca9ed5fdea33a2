using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Paging;
using Highmem.Reports.Drawing;

namespace Highmem.Tests.Vmalloc;

/// <summary>Without guard pages areas lie side by side, and an overrun reaches the neighbour.</summary>
public sealed class NoGuardPageTests
{
    [Theory]
    [EachKernel]
    public void Areas_touch_and_an_overrun_reaches_the_neighbour(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 256, broken: BrokenRules.NoGuardPage);
        var (first, second) = (machine.Vmalloc(100).Area!, machine.Vmalloc(5000).Area!);

        Assert.Equal((4096, 1), (first.Size, first.Pages));
        Assert.Equal(first.End, second.Address);
        machine.Write(first.End - 1, [1, 2]);
        Assert.Equal("02", machine.Read(second.Address, 1)[0].Hex);
        Assert.Throws<PageFaultException>(() => machine.Write(second.End - 1, [1, 2]));
        Assert.Empty(machine.Audit());

        Assert.Equal(0, machine.MeasureVmalloc().Guard);
        Assert.DoesNotContain(machine.GetVmGaps(), gap => gap.Kind == VmGapKind.GuardPage);
    }

    [Theory]
    [EachKernel]
    public void An_overrun_is_caught_otherwise(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 256);
        var first = machine.Vmalloc(100).Area!;
        machine.Vmalloc(5000);

        Assert.Throws<PageFaultException>(() => machine.Write(first.Address + 4095, [1, 2]));
    }

    [Theory]
    [InlineData("2.4.21")]
    [InlineData("2.6.31")]
    public void The_largest_request_fills_the_window_to_its_end(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024, "vmalloc=64M", broken: BrokenRules.NoGuardPage);
        machine.Vmalloc(100);

        var area = machine.Vmalloc(machine.MeasureVmalloc().LargestRequest - (kernel == "2.6.31" ? 1 << 20 : 0)).Area!;

        Assert.True(kernel == "2.6.31" || area.End == machine.VmallocEnd);
        Assert.Empty(machine.Audit());
        Assert.Equal(machine.VmallocAreas, VmallocStretch.Of(machine).Count(piece => piece.Kind == StretchKind.Area));
    }
}
