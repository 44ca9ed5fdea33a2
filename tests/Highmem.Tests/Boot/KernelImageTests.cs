using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Tests.Boot;

public sealed class KernelImageTests
{
    [Theory]
    [EachKernel]
    public void Without_sizes_an_image_stays_as_it_is(string kernel)
    {
        var image = KernelProfiles.Get(kernel).Image;
        Assert.Equal(image, image.WithSizes(null, null, null, null));
    }

    [Theory]
    [EachKernel]
    public void Sizes_that_are_given_are_those_of_the_memory_line(string kernel)
    {
        var profile = KernelProfiles.Get(kernel);
        var image = profile.Image.WithSizes(4 << 20, 1 << 20, 256 << 10, 512 << 10);
        var machine = I386Machine.Boot(
            new MachineOptions { Kernel = profile with { Image = image }, Map = E820Map.FromMemorySize(256 << 20) }
        );
        var line = machine.Log().Single(l => l.StartsWith("Memory: ", StringComparison.Ordinal));
        Assert.Contains("4096k kernel code", line, StringComparison.Ordinal);
        Assert.Contains("1024k data, 256k init", line, StringComparison.Ordinal);
        Assert.Equal(512 << 10, image.BssBytes);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(1L << 30)]
    [InlineData(-1)]
    public void Sizes_out_of_range_are_refused(long bytes)
    {
        var image = KernelProfiles.Default.Image;
        Assert.Throws<BootException>(() => image.WithSizes(bytes, null, null, null));
        Assert.Throws<BootException>(() => image.WithSizes(null, bytes, null, null));
        Assert.Throws<BootException>(() => image.WithSizes(null, null, bytes, null));
        Assert.Throws<BootException>(() => image.WithSizes(null, null, null, bytes));
    }
}
