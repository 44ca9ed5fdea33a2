using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;

namespace Highmem.Tests.Kernels;

/// <summary>Any release can be booted by any name it goes by, and says whose rules it has.</summary>
public sealed class ReleaseTests
{
    [Theory]
    [InlineData("2.6.31", "2.6.31", "2.6.31", "2.6.31")]
    [InlineData("v2.6.31-14-generic", "2.6.31-14-generic", "2.6.31", "2.6.31")]
    [InlineData("2.6.27", "2.6.27", "2.6.27", "2.6.31")]
    [InlineData("2.6.9-11.ELsmp", "2.6.9-11.ELsmp", "2.6.9 of Red Hat", "2.6.9")]
    [InlineData(" 2.4.27-2-386 ", "2.4.27-2-386", "2.4.26", "2.4.21")]
    [InlineData("2.4", "2.4.21", "2.4.21", "2.4.21")]
    [InlineData("2.6", "2.6.31", "2.6.31", "2.6.31")]
    [InlineData("3.8", "3.8", "3.8", "2.6.31")]
    public void A_name_finds_its_row(string name, string release, string version, string behaviour)
    {
        var kernel = KernelProfiles.Get(name);

        Assert.Equal(
            (release, version, behaviour, true),
            (kernel.Release, kernel.Version, kernel.Behaviour, kernel.IsRead)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("linux")]
    [InlineData("2.7")]
    [InlineData("9.9")]
    [InlineData("99999999999.1")]
    public void A_name_that_no_release_has_finds_none(string name)
    {
        Assert.Null(KernelProfiles.Find(name));
        var problem = Assert.Throws<ArgumentException>(() => KernelProfiles.Get(name));
        Assert.Contains("2.4.21, 2.6.9, 2.6.31", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_in_order_and_dated()
    {
        Assert.Equal(Releases.All.Select(r => r.Version).Order(), Releases.All.Select(r => r.Version));
        foreach (var series in Releases.All.Skip(1).GroupBy(r => (r.Version.Major, r.Version.Minor)))
        {
            Assert.Equal(series.Select(r => r.Date).Order(), series.Select(r => r.Date));
        }

        Assert.All(Releases.All, row => Assert.Contains(row.Behaviour, KernelProfiles.All));
        Assert.All(Releases.All, row => Assert.NotEmpty(row.Profile.Source));
        Assert.All(
            KernelProfiles.All,
            kernel => Assert.Contains(Releases.All, row => row.Profile == kernel && row.Behaviour == kernel)
        );
    }

    public static TheoryData<string> EachRow => [.. Releases.All.Select(row => row.First)];

    // A series such as 2.6 names its newest kernel, so the first release of a series is named in full.
    [Theory]
    [MemberData(nameof(EachRow))]
    public void Every_row_boots_works_and_says_whose_rules_it_has(string first)
    {
        var kernel = KernelProfiles.Get(first == "0.0" ? "2.2.26" : first);

        var machine = I386Machine.Boot(new() { Kernel = kernel, Map = E820Map.FromMemorySize(1L << 30) });
        var area = machine.Vmalloc(100_000).Area!;
        machine.Write(area.Address, [1, 2, 3]);
        machine.Vfree(area.Address);

        Assert.Equal((kernel.Release, kernel.Behaviour), (machine.Kernel, machine.Behaviour));
        Assert.Equal($"Linux version {kernel.Release} {kernel.Remark}".TrimEnd(), machine.Log().First());
        Assert.Equal(kernel.Remark.Length > 0, !kernel.IsRead || kernel.Behaviour != kernel.Version);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.6.27-7-generic", "Linux version 2.6.27-7-generic (borders of 2.6.27, allocators of 2.6.31)")]
    [InlineData("2.6.32", "Linux version 2.6.32 (not read: borders of 2.6.31, allocators of 2.6.31)")]
    [InlineData("2.4.20", "Linux version 2.4.20")]
    public void The_first_line_of_the_log_says_whose_rules_a_release_has(string name, string line)
    {
        var machine = I386Machine.Boot(new() { Kernel = KernelProfiles.Get(name) });

        Assert.Equal(line, machine.Log().First());
    }

    // FACTS: VMALLOC_START is rounded up to 2.6.27, and vmalloc= has 8 MB more from 2.6.28 on.
    [Fact]
    public void A_release_has_borders_of_its_own()
    {
        var before = I386Machine.Boot(new() { Kernel = KernelProfiles.Get("2.6.27"), CommandLine = "vmalloc=256M" });
        var after = I386Machine.Boot(new() { Kernel = KernelProfiles.Get("2.6.28"), CommandLine = "vmalloc=256M" });

        Assert.Equal((VirtualAddress)0xF0000000, before.HighMemory);
        Assert.Equal((VirtualAddress)0xF0800000, before.VmallocStart);
        Assert.True(after.HighMemory < before.HighMemory);
        Assert.Equal(8 << 20, after.VmallocStart - after.HighMemory);
    }
}
