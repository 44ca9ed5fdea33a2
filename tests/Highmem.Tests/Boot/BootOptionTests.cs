using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Layout;

namespace Highmem.Tests.Boot;

/// <summary>The command line as each kernel reads it.</summary>
public sealed class BootOptionTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [EachKernel("mem=512M", 512)]
    [InlineData("2.4.21", "mem=0x10000000", 256)]
    [InlineData("2.4.21", "mem=02000000000", 256)] // octal
    [InlineData("2.6.9", "mem=1G mem=300M", 300)]
    [InlineData("2.6.9", "memmap=512M", 512)]
    [InlineData("2.6.31", "memmap=512M", 512)]
    [InlineData("2.4.21", "memmap=512M", 2048)] // not yet
    [InlineData("2.6.9", "xmem=512M", 2048)]
    [InlineData("2.6.9", "mem=512M@0", 512)] // @ belongs to 2.4
    [InlineData("2.6.31", "mem=nopentium mem=512m", 512)]
    [InlineData("2.4.21", "mem=exactmap mem=640K@0 mem=255M@1M", 256)]
    [InlineData("2.6.9", "memmap=exactmap memmap=640K@0 memmap=255M@1M", 256)]
    [InlineData("2.6.31", "memmap=exactmap memmap=640K@0 memmap=255M@1M", 256)]
    [InlineData("2.6.9", "memmap=256M$1792M", 1792)]
    [InlineData("2.6.31", "memmap=256M#1792M", 1792)]
    public void The_end_of_memory_follows_from_the_options(string kernel, string commandLine, long megabytes)
    {
        Assert.Equal(megabytes * Megabyte >> 12, Layout(kernel, commandLine).LastPfn);
    }

    [Theory]
    [InlineData("2.4.21", 896)] // the option is not known
    [InlineData("2.6.9", 768)]
    [InlineData("2.6.31", 751)] // 8 MB are added
    public void The_vmalloc_reserve_takes_low_memory(string kernel, long lowMegabytes)
    {
        Assert.Equal(lowMegabytes, Layout(kernel, "vmalloc=256M").MaxLowPfn >> 8);
    }

    [Fact]
    public void A_reserved_top_moves_everything_down_in_2_6_31_only()
    {
        var plain = Layout("2.6.31", "");
        var layout = Layout("2.6.31", "reservetop=16M");

        Assert.Equal(16 * Megabyte, plain.Fixmap.Top - layout.Fixmap.Top);
        Assert.Equal(16 * Megabyte, plain.VmallocEnd - layout.VmallocEnd);
        Assert.Equal(16 * Megabyte, plain.HighMemory - layout.HighMemory);
        Assert.Equal(Layout("2.6.9", "").VmallocEnd, Layout("2.6.9", "reservetop=16M").VmallocEnd);
    }

    [Theory]
    [InlineData("2.4.21", "highmem=256M", 2048, "256MB HIGHMEM available.")]
    [InlineData("2.6.31", "highmem=2G", 2048, "only 1160MB highmem pages available, ignoring highmem size of 2048MB!")]
    [InlineData("2.6.9", "highmem=2G", 2048, "only 1152MB highmem pages available, ignoring highmem size of 2048MB.")]
    [InlineData("2.6.9", "highmem=1G", 512, "highmem size specified (1024MB) is bigger than pages available (512MB)!.")]
    [InlineData("2.6.31", "highmem=1G", 512, "highmem size (1024MB) is bigger than pages available (512MB)!")]
    [InlineData("2.4.21", "highmem=500M", 512, "highmem size 500MB results in smaller than 64MB lowmem, ignoring it.")]
    [InlineData("2.6.31", "highmem=500M", 512, "highmem size (500MB) results in <64MB lowmem, ignoring it!")]
    [InlineData("2.6.9", "highmem=64M", 512, "64MB HIGHMEM available.")]
    public void The_option_highmem_is_answered_in_the_kernels_words(
        string kernel,
        string commandLine,
        long megabytes,
        string message
    )
    {
        Assert.Contains(message, Layout(kernel, commandLine, megabytes).Messages);
    }

    [Theory]
    [InlineData("2.4.21", 2, "Use a HIGHMEM enabled kernel.")]
    [InlineData("2.4.21", 8, "Use a PAE enabled kernel.")]
    [InlineData("2.6.31", 2, "Use a HIGHMEM enabled kernel.")]
    public void A_kernel_without_highmem_says_what_it_would_take(string kernel, long gigabytes, string message)
    {
        var profile = KernelProfiles.Get(kernel);
        var config = profile.DefaultConfig(1) with { Highmem = HighmemSupport.None };
        var layout = profile.ComputeLayout(config, E820Map.FromMemorySize(gigabytes << 30));

        Assert.StartsWith("Warning only 89", layout.Messages[0]);
        Assert.Equal(message, layout.Messages[1]);
    }

    [Fact]
    public void Ram_above_4_GB_is_refused_aloud_by_2_6_9_and_dropped_silently_by_2_6_31()
    {
        Assert.Equal(
            [
                "Warning only 4GB will be used.",
                "Use a PAE enabled kernel.",
                "3200MB HIGHMEM available.",
                "896MB LOWMEM available.",
            ],
            Layout("2.6.9", "", 8192).Messages
        );
        Assert.Equal(["2184MB HIGHMEM available.", "887MB LOWMEM available."], Layout("2.6.31", "", 8192).Messages);
    }

    [Theory]
    [InlineData("2.4.21", "mem=0")]
    [InlineData("2.6.9", "mem=foo")]
    [InlineData("2.6.9", "vmalloc=8M")]
    [InlineData("2.6.31", "mem=0")]
    [InlineData("2.6.31", "memmap=exactmap memmap=1G@0")]
    [InlineData("2.6.31", "vmalloc=1000M")]
    public void What_no_kernel_survives_is_an_error_that_says_so(string kernel, string commandLine)
    {
        Assert.Throws<BootException>(() => TestMachine.Boot(kernel, 2048, commandLine));
    }

    [Fact]
    public void A_value_that_2_6_31_refuses_is_named_in_the_log()
    {
        var machine = TestMachine.Boot("2.6.31", 512, "memmap=lots");

        Assert.Contains("Malformed early option 'memmap'", machine.Log());
    }

    [Fact]
    public void A_map_without_a_hole_below_1_MB_gets_one_in_2_4_and_2_6_9()
    {
        var map = new E820Map([new(0, 256 * Megabyte, E820Type.Usable)]);
        var profile = KernelProfiles.Get("2.6.9");

        var layout = profile.ComputeLayout(profile.DefaultConfig(1), map);

        Assert.Equal([(0L, 0xa0000L), (0x100000L, 256 * Megabyte)], layout.Map.Select(e => (e.Start, e.End)));
    }

    private static MemoryLayout Layout(string kernel, string commandLine, long megabytes = 2048)
    {
        var profile = KernelProfiles.Get(kernel);
        return profile.ComputeLayout(profile.DefaultConfig(1), E820Map.FromMemorySize(megabytes << 20), commandLine);
    }
}
