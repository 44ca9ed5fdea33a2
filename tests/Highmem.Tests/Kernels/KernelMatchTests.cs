using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Layout;

namespace Highmem.Tests.Kernels;

/// <summary>Which rules a release follows, and what they give.</summary>
public sealed class KernelMatchTests
{
    [Theory]
    [InlineData("2.4.21", "2.4.21", "2.4.21")]
    [InlineData("2.4.21-ac2", "2.4.21", "2.4.21")]
    [InlineData("2.4.20I20_f", "2.4.21", "2.4.21")]
    [InlineData("2.4.18-rc4", "2.4.18", "2.4.21")]
    [InlineData("2.4.18-14custom", "2.4.18 of Red Hat", "2.4.21")]
    [InlineData("2.4.24", "2.4.22", "2.4.21")]
    [InlineData("2.4.27-2-386", "2.4.26", "2.4.21")]
    [InlineData("2.5.15", "2.5.15", "2.4.21")]
    [InlineData("2.6.0-test5-mm3", "2.6.0", "2.6.9")]
    [InlineData("2.6.9-rc4-mm1-VP-U3-RT", "2.6.9", "2.6.9")]
    [InlineData("2.6.9-55.0.9.EL", "2.6.9 of Red Hat", "2.6.9")]
    [InlineData("2.6.9-34.0.2.ELsmp", "2.6.9 of Red Hat", "2.6.9")]
    [InlineData("2.6.10-5-386", "2.6.9", "2.6.9")]
    [InlineData("2.6.11-bk10", "2.6.11", "2.6.9")]
    [InlineData("2.6.14", "2.6.13", "2.6.9")]
    [InlineData("2.6.17.14-rtr", "2.6.15", "2.6.9")]
    [InlineData("2.6.18-308.el5xen", "2.6.18 for Xen", "2.6.9")]
    [InlineData("2.6.24-19-xen", "2.6.24 for Xen", "2.6.9")]
    [InlineData("2.6.24-19-generic", "2.6.24", "2.6.9")]
    [InlineData("2.6.27.7", "2.6.27", "2.6.31")]
    [InlineData("2.6.30", "2.6.29", "2.6.31")]
    [InlineData("2.6.31-14-generic", "2.6.31", "2.6.31")]
    [InlineData("3.8.0-23-generic", "3.8", "2.6.31")]
    public void A_release_is_read_by_the_rules_of_its_version(string release, string rules, string nearest)
    {
        var kernel = KernelProfiles.Match(release);

        Assert.Equal((rules, nearest), (kernel.Version, kernel.Behaviour));
        Assert.True(kernel.IsRead);
        Assert.Equal(rules == nearest ? "" : $"by the rules of {rules}, a neighbour of {nearest}", kernel.Note);
        Assert.Contains(KernelProfiles.All, k => k.Version == kernel.Behaviour);
    }

    [Theory]
    [InlineData("2.2.26", "2.4.18")]
    [InlineData("2.5.70", "2.6.0")]
    [InlineData("2.6.32-5-686", "2.6.31")]
    [InlineData("4.19.0", "3.8")]
    [InlineData("99999.1", "2.6.31")]
    [InlineData("unknown", "2.6.31")]
    public void A_release_nobody_read_gets_the_nearest_rules_and_says_so(string release, string rules)
    {
        var kernel = KernelProfiles.Match(release);

        Assert.Equal(rules, kernel.Version);
        Assert.False(kernel.IsRead);
        Assert.Equal($"nothing is known about {release}: read as {rules}", kernel.Note);
    }

    [Fact]
    public void Three_kernels_have_rules_that_are_all_their_own() =>
        Assert.Equal(["2.4.21", "2.6.9", "2.6.31"], KernelProfiles.All.Select(profile => profile.Version));

    [Theory]
    [InlineData("2.4.25", 0xFE000000)]
    [InlineData("2.4.26", 0xFF800000)]
    [InlineData("2.6.9-55.EL", 0xFF000000)]
    [InlineData("2.6.24", 0xFF800000)]
    [InlineData("2.6.28", 0xFF800000)]
    [InlineData("3.8.0", 0xFF800000)]
    public void The_kmap_window_moved(string release, uint pkmapBase) =>
        Assert.Equal((VirtualAddress)pkmapBase, Layout(release).PkmapBase);

    [Theory]
    [InlineData("2.6.8", 896)]
    [InlineData("2.6.9", 768)]
    [InlineData("2.6.27", 768)]
    [InlineData("2.6.28", 751)]
    public void The_option_vmalloc_came_with_2_6_9_and_gained_8_MB_with_2_6_28(string release, long lowmem) =>
        Assert.Equal(lowmem, Layout(release, "vmalloc=256M").MaxLowPfn >> 8);

    [Theory]
    [InlineData("2.6.9", 0xF8000000, 0xFF7FE000)]
    [InlineData("2.6.24", 0xF7000000, 0xFE7FE000)]
    [InlineData("2.6.31", 0xF67FE000, 0xFE7FE000)]
    public void The_option_reservetop_moves_the_top_and_in_between_also_lowmem(
        string release,
        uint highMemory,
        uint vmallocEnd
    )
    {
        var layout = Layout(release, "reservetop=16M");

        Assert.Equal((VirtualAddress)highMemory, layout.HighMemory);
        Assert.Equal((VirtualAddress)vmallocEnd, layout.VmallocEnd);
    }

    [Theory]
    [InlineData("2.6.11", 16)]
    [InlineData("2.6.12", 31)]
    [InlineData("2.6.15", 31)]
    public void The_batch_of_a_large_zone_changed(string release, int batch) =>
        Assert.Equal(batch, Batch(release, zone: 1));

    [Theory]
    [InlineData("2.6.11", 1)]
    [InlineData("2.6.12", 1)]
    [InlineData("2.6.15", 0)]
    public void The_batch_of_a_small_zone_changed(string release, int batch) =>
        Assert.Equal(batch, Batch(release, zone: 0));

    [Fact]
    public void The_first_mem_option_of_2_4_18_makes_a_map_of_its_own()
    {
        var layout = Layout("2.4.18", "mem=64M");

        Assert.False(layout.Options.MapIsUserDefined);
        Assert.Equal(
            ["0000000000000000 - 000000000009f000 (usable)", "0000000000100000 - 0000000004000000 (usable)"],
            layout.Map.Select(e => e.ToString())
        );
    }

    [Fact]
    public void From_2_4_26_on_the_option_mem_can_reserve()
    {
        var layout = Layout("2.4.26", "mem=1M$512M");

        Assert.Contains(new E820Entry(512L << 20, 513L << 20, E820Type.Reserved), layout.Map);
    }

    [Fact]
    public void The_first_64_KB_can_be_kept_from_2_6_31()
    {
        var layout = Layout("2.6.31", "", config => config.With("X86_RESERVE_LOW_64K"));

        Assert.Equal(0x10, layout.Zones[0].StartPfn);
        Assert.Equal(Layout("2.6.31").Zones[0].RamPages - 16, layout.Zones[0].RamPages);
        Assert.Equal(0, layout.Options.Map[0].Start);
    }

    [Fact]
    public void Four_pages_can_be_watched_by_2_6_31() =>
        Assert.Equal(
            Layout("2.6.31").Zones[0].PresentPages - 4,
            Layout("2.6.31", "", config => config.With("X86_CHECK_BIOS_CORRUPTION")).Zones[0].PresentPages
        );

    [Theory]
    [InlineData("2.6.16-xenU", 1708)]
    [InlineData("2.6.18-8.el5xen", 1700)]
    public void A_guest_of_Xen_ends_low_memory_below_the_hypervisor(string release, long megabytes)
    {
        var kernel = KernelProfiles.Match(release);
        var config = kernel.DefaultConfig(1) with { Highmem = HighmemSupport.Highmem64G };

        var layout = kernel.ComputeLayout(config, new E820Map([new E820Entry(0, 1700L << 20, E820Type.Usable)]));

        Assert.Equal((VirtualAddress)0xED7FE000, layout.HighMemory);
        Assert.Equal(megabytes, layout.MaxPfn >> 8);
    }

    private static int Batch(string release, int zone) =>
        KernelProfiles.Match(release).Physical.PerCpuLists.BatchOf(Layout(release).Zones[zone].PresentPages);

    private static MemoryLayout Layout(
        string release,
        string commandLine = "",
        Func<KernelConfig, KernelConfig>? change = null
    )
    {
        var kernel = KernelProfiles.Match(release);
        var config = kernel.DefaultConfig(1);
        return kernel.ComputeLayout(change?.Invoke(config) ?? config, E820Map.FromMemorySize(2L << 30), commandLine);
    }
}
