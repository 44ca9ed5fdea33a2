using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Layout;

namespace Highmem.Tests.Layout;

/// <summary>The addresses of a 2 GB machine, as published for each kernel and configuration.</summary>
public sealed class FactsTableTests
{
    private const string NoApic = "X86_LOCAL_APIC=n X86_IO_APIC=n";

    [Theory]
    [InlineData("2.4.21", "4G", 1, NoApic, 6, 0xFFFF8000, 0xFE000000, 0xFE400000, 0xF8800000, 0xFDFFE000, 0xF8000000)]
    [InlineData("2.4.21", "4G", 1, "", 15, 0xFFFEF000, 0xFE000000, 0xFE400000, 0xF8800000, 0xFDFFE000, 0xF8000000)]
    [InlineData("2.4.21", "4G", 2, "", 201, 0xFFF35000, 0xFE000000, 0xFE400000, 0xF8800000, 0xFDFFE000, 0xF8000000)]
    [InlineData("2.4.21", "64G", 2, "", 201, 0xFFF35000, 0xFE000000, 0xFE200000, 0xF8800000, 0xFDFFE000, 0xF8000000)]
    [InlineData("2.4.21", "None", 1, NoApic, 0, 0xFFFFE000, 0, 0, 0xF8800000, 0xFFFFC000, 0xF8000000)]
    [InlineData("2.4.21", "None", 2, "", 9, 0xFFFF5000, 0, 0, 0xF8800000, 0xFFFF3000, 0xF8000000)]
    [InlineData("2.6.9", "4G", 1, NoApic, 19, 0xFFFEC000, 0xFF800000, 0xFFC00000, 0xF8800000, 0xFF7FE000, 0xF8000000)]
    [InlineData("2.6.9", "4G", 1, "", 28, 0xFFFE3000, 0xFF800000, 0xFFC00000, 0xF8800000, 0xFF7FE000, 0xF8000000)]
    [InlineData("2.6.9", "4G", 2, "", 120, 0xFFF87000, 0xFF800000, 0xFFC00000, 0xF8800000, 0xFF7FE000, 0xF8000000)]
    [InlineData(
        "2.6.9",
        "4G",
        2,
        "NR_CPUS=32",
        432,
        0xFFE4F000,
        0xFF800000,
        0xFFC00000,
        0xF8800000,
        0xFF7FE000,
        0xF8000000
    )]
    [InlineData(
        "2.6.9",
        "4G",
        2,
        "NR_CPUS=64",
        848,
        0xFFCAF000,
        0xFF600000,
        0xFFA00000,
        0xF8800000,
        0xFF5FE000,
        0xF8000000
    )]
    [InlineData("2.6.9", "None", 1, "", 15, 0xFFFF0000, 0, 0, 0xF8800000, 0xFFFEE000, 0xF8000000)]
    [InlineData("2.6.31", "4G", 1, "", 92, 0xFFFA3000, 0xFF800000, 0xFFC00000, 0xF7FFE000, 0xFF7FE000, 0xF77FE000)]
    [InlineData("2.6.31", "4G", 2, "", 225, 0xFFF1E000, 0xFF800000, 0xFFC00000, 0xF7FFE000, 0xFF7FE000, 0xF77FE000)]
    [InlineData(
        "2.6.31",
        "4G",
        4,
        "X86_F00F_BUG=y",
        226,
        0xFFF1D000,
        0xFF800000,
        0xFFC00000,
        0xF7FFE000,
        0xFF7FE000,
        0xF77FE000
    )]
    [InlineData(
        "2.6.31",
        "4G",
        2,
        "NR_CPUS=32",
        681,
        0xFFD56000,
        0xFF400000,
        0xFF800000,
        0xF7BFE000,
        0xFF3FE000,
        0xF73FE000
    )]
    [InlineData(
        "2.6.31",
        "4G",
        2,
        "NR_CPUS=64",
        1289,
        0xFFAF6000,
        0xFF400000,
        0xFF800000,
        0xF7BFE000,
        0xFF3FE000,
        0xF73FE000
    )]
    [InlineData("2.6.31", "64G", 1, "", 92, 0xFFFA3000, 0xFFA00000, 0xFFC00000, 0xF81FE000, 0xFF9FE000, 0xF79FE000)]
    [InlineData("2.6.31", "64G", 2, "", 225, 0xFFF1E000, 0xFFA00000, 0xFFC00000, 0xF81FE000, 0xFF9FE000, 0xF79FE000)]
    [InlineData(
        "2.6.31",
        "64G",
        2,
        "NR_CPUS=32",
        681,
        0xFFD56000,
        0xFF800000,
        0xFFA00000,
        0xF7FFE000,
        0xFF7FE000,
        0xF77FE000
    )]
    [InlineData(
        "2.6.31",
        "64G",
        2,
        "NR_CPUS=64",
        1289,
        0xFFAF6000,
        0xFF600000,
        0xFF800000,
        0xF7DFE000,
        0xFF5FE000,
        0xF75FE000
    )]
    [InlineData("2.6.31", "None", 2, "", 225, 0xFFF1E000, 0, 0, 0xF871C000, 0xFFF1C000, 0xF7F1C000)]
    public void Every_published_address_follows_from_the_configuration(
        string kernel,
        string highmem,
        int cpus,
        string options,
        int entries,
        uint fixaddrStart,
        uint pkmapBase,
        uint pkmapEnd,
        uint vmallocStart,
        uint vmallocEnd,
        uint highMemory
    )
    {
        var layout = Layout(kernel, highmem, cpus, options, 2L << 30);

        Assert.Equal(entries, layout.Fixmap.PermanentCount);
        Assert.Equal((VirtualAddress)fixaddrStart, layout.Fixmap.Start);
        Assert.Equal((VirtualAddress)highMemory, layout.HighMemory);
        Assert.Equal((VirtualAddress)vmallocStart, layout.VmallocStart);
        Assert.Equal((VirtualAddress)vmallocEnd, layout.VmallocEnd);
        if (pkmapBase != 0)
        {
            Assert.Equal((VirtualAddress)pkmapBase, layout.PkmapBase);
            Assert.Equal((VirtualAddress)pkmapEnd, layout.PkmapEnd);
        }
    }

    [Fact]
    public void The_option_vmalloc_256M_is_exact_in_2_6_31()
    {
        var layout = Layout("2.6.31", "4G", 8, "", 2L << 30, "vmalloc=256M");

        Assert.Equal((VirtualAddress)0xEF7FE000, layout.VmallocStart);
        Assert.Equal(256L << 20, layout.VmallocEnd - layout.VmallocStart);
        Assert.Equal((VirtualAddress)0xEEFFE000, layout.HighMemory);
    }

    [Theory]
    [InlineData("3G", 887)]
    [InlineData("3G_OPT", 1143)]
    [InlineData("2G", 1911)]
    [InlineData("2G_OPT", 2039)]
    [InlineData("1G", 2935)]
    public void Each_split_has_its_largest_low_memory(string split, long megabytes)
    {
        var pageOffset = MemorySplit.All.Single(s => s.Name == split).PageOffset;
        var profile = KernelProfiles.Get("2.6.31");
        var config = profile.DefaultConfig(8) with { PageOffset = pageOffset };

        var layout = profile.ComputeLayout(config, E820Map.FromMemorySize(4L << 30, 0));

        Assert.Equal(megabytes, layout.MaxLowPfn >> 8);
    }

    [Theory]
    [InlineData(0xFFFFB000, "2.4.21", 1, NoApic)]
    [InlineData(0xFFFF1000, "2.6.9", 1, "")]
    [InlineData(0xFFFB7000, "2.6.31", 8, "")]
    public void The_slot_KM_USER0_lies_where_it_is_published(uint address, string kernel, int cpus, string options)
    {
        const int KmUser0 = 3;
        var fixmap = Layout(kernel, "4G", cpus, options, 2L << 30).Fixmap;

        Assert.Equal((VirtualAddress)address, fixmap.AddressOf(fixmap.IndexOf("KMAP")!.Value + KmUser0));
    }

    [Fact]
    public void A_machine_of_512_MB_with_2_4_21_has_its_direct_map_end_at_e0000000()
    {
        var layout = Layout("2.4.21", "4G", 1, "", 512L << 20);

        Assert.Equal((VirtualAddress)0xE0000000, layout.HighMemory);
        Assert.Equal((VirtualAddress)0xE0800000, layout.VmallocStart);
    }

    [Fact]
    public void A_machine_of_1536_MB_with_2_6_9_has_896_MB_low_and_640_MB_high()
    {
        var layout = Layout("2.6.9", "4G", 1, "", 1536L << 20);

        Assert.Equal(["640MB HIGHMEM available.", "896MB LOWMEM available."], layout.Messages);
    }

    private static MemoryLayout Layout(
        string kernel,
        string highmem,
        int cpus,
        string options,
        long memory,
        string commandLine = ""
    )
    {
        var profile = KernelProfiles.Get(kernel);
        var config = options
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(profile.DefaultConfig(cpus), (c, option) => c.With(option)) with
        {
            Highmem = highmem switch
            {
                "None" => HighmemSupport.None,
                "4G" => HighmemSupport.Highmem4G,
                _ => HighmemSupport.Highmem64G,
            },
        };
        return profile.ComputeLayout(config, E820Map.FromMemorySize(memory), commandLine);
    }
}
