using System.Globalization;
using Highmem.Reports.BootLogs;

namespace Highmem.Tests.Reports;

/// <summary>What 126 real kernels printed at boot, recomputed.</summary>
public sealed class BootLogGoldenTests
{
    // How many numbers of each kind follow from version, map and command line, and how many do not.
    private const string Totals = """
        .data end,0,26
        .data size,0,26
        .data start,0,26
        .init end,0,26
        .init size,0,26
        .init start,0,26
        .text end,0,26
        .text size,0,26
        .text start,26,0
        APIC fixmap address,32,0
        Active range end,46,0
        Active range start,46,0
        Active ranges,23,0
        DMA LIFO batch,71,0
        DMA end,1,0
        DMA end pfn,31,0
        DMA memmap pages,8,0
        DMA pages,119,0
        DMA start,1,0
        DMA start pfn,29,2
        DMA32 LIFO batch,3,0
        DMA32 pages,3,0
        Direct map end,9,0
        Direct map page size,9,0
        Direct map start,9,0
        Direct mapping tables up to,23,0
        HIGHMEM available,93,1
        HighMem LIFO batch,53,0
        HighMem end,1,0
        HighMem end pfn,31,0
        HighMem init end,1,0
        HighMem init start,1,0
        HighMem memmap pages,5,0
        HighMem pages,101,0
        HighMem start,1,0
        HighMem start pfn,31,0
        IOAPIC fixmap address,6,0
        LOWMEM available,122,3
        Low RAM end,23,0
        Low RAM start,23,0
        Mapped low RAM end,27,0
        Mapped low RAM start,27,0
        Memory available,32,72
        Memory data,0,104
        Memory highmem,104,0
        Memory init,0,104
        Memory kernel code,0,104
        Memory reserved,0,104
        Memory total,104,0
        Node totalpages,118,1
        Normal LIFO batch,71,0
        Normal end,1,0
        Normal end pfn,31,0
        Normal memmap pages,8,0
        Normal pages,119,0
        Normal start,1,0
        Normal start pfn,31,0
        Total pages in zones,24,0
        Usable without HIGHMEM,18,0
        Usable without PAE,4,0
        User map end,48,0
        User map start,48,0
        fixmap end,29,0
        fixmap size,0,29
        fixmap start,0,29
        highmem= beyond RAM,4,0
        init_memory_mapping end,3,0
        init_memory_mapping start,3,0
        last_pfn,27,0
        lowmem end,29,0
        lowmem size,29,0
        lowmem start,29,0
        max_arch_pfn,26,1
        pkmap end,29,0
        pkmap size,29,0
        pkmap start,28,1
        vmalloc end,29,0
        vmalloc size,29,0
        vmalloc start,29,0
        """;

    public static TheoryData<string, int, int> Logs()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var row in BootLogData.Rows("expected-checks.csv"))
        {
            data.Add(row["file"], Number(row["match"]), Number(row["not_derivable"]));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void No_number_of_a_real_boot_log_disagrees(string file, int match, int notDerivable)
    {
        var checks = BootLogChecker.Check(BootLog.Read(BootLogData.PathOf(file))).ToList();

        Assert.DoesNotContain(checks, c => c.Result == BootLogResult.Mismatch);
        Assert.Equal(match, checks.Count(c => c.Result == BootLogResult.Match));
        Assert.Equal(notDerivable, checks.Count(c => c.Result == BootLogResult.NotDerivable));
        Assert.All(checks, c => Assert.Equal(c.Result != BootLogResult.NotDerivable, c.Computed.Length > 0));
        Assert.All(checks, c => Assert.True(c.Result != BootLogResult.NotDerivable || c.Reason.Length > 0));
    }

    [Fact]
    public void Every_log_is_in_the_list_of_expected_checks() =>
        Assert.Equal(
            BootLogData.Files.Select(Path.GetFileName).Order(StringComparer.Ordinal),
            BootLogData.Rows("expected-checks.csv").Select(row => row["file"]).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void What_is_checked_does_not_shrink()
    {
        var lines = BootLogData
            .Files.SelectMany(path => BootLogChecker.Check(BootLog.Read(path)))
            .GroupBy(c => c.Quantity)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g =>
                FormattableString.Invariant(
                    $"{g.Key},{g.Count(c => c.Result == BootLogResult.Match)},{g.Count(c => c.Result == BootLogResult.NotDerivable)}"
                )
            );

        Assert.Equal(Totals.ReplaceLineEndings("\n"), string.Join('\n', lines));
    }

    [Fact]
    public void A_number_that_decided_the_configuration_is_not_counted_as_derived()
    {
        var checks = BootLogChecker.Check(BootLog.Read(BootLogData.PathOf("21-2.6.11-bk10-1024M.txt"))).ToList();

        var evidence = Assert.Single(checks, c => c.Result == BootLogResult.NotDerivable);
        Assert.Equal(("LOWMEM available", "1023MB"), (evidence.Quantity, evidence.Printed));
        Assert.Equal("configuration taken from this number: PAGE_OFFSET 0xb0000000", evidence.Reason);
        var dependent = checks.Single(c => c.Quantity == "Normal pages");
        Assert.StartsWith(
            "with PAGE_OFFSET 0xb0000000, taken from line 12",
            dependent.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_kernel_with_a_profile_of_its_own_needs_no_assumption()
    {
        var checks = BootLogChecker.Check(BootLog.Read(BootLogData.PathOf("37-2.6.31-14-generic-2048M.txt")));

        Assert.Empty(checks.Single(c => c.Quantity == "LOWMEM available").Reason);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("zh-CN")]
    [InlineData("ar-SA")]
    public void The_culture_changes_nothing(string culture)
    {
        var path = BootLogData.PathOf("39-2.6.31-17-generic-pae-4096M.txt");
        var expected = BootLogChecker.Check(BootLog.Read(path)).ToList();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(expected, BootLogChecker.Check(BootLog.Read(path)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
