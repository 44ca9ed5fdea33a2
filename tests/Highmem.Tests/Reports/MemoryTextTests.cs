using System.Text.RegularExpressions;
using Highmem.Boot;
using Highmem.Physical;
using Highmem.Reports;
using Highmem.Reports.Proc;

namespace Highmem.Tests.Reports;

/// <summary>The kernels' own texts about pages and zones, against lines that real kernels printed.</summary>
public sealed class MemoryTextTests
{
    // 2.4.31, 2.6.9 and 2.6.27 of the boots in tests/data; 2.6.31 pads its labels to 16 columns instead of 14.
    [Theory]
    [InlineData("2.4.21", "MemTotal:      1033296 kB")]
    [InlineData("2.4.21", "HighFree:       130844 kB")]
    [InlineData("2.6.9", "MemTotal:      1035596 kB")]
    [InlineData("2.6.9", "VmallocTotal:   106488 kB")]
    [InlineData("2.6.31", "MemTotal:        1034772 kB")]
    [InlineData("2.6.31", "VmallocTotal:     114680 kB")]
    [InlineData("2.6.31", "DirectMap4M:      913408 kB")]
    public void Meminfo_has_the_columns_of_real_lines(string kernel, string real)
    {
        var field = real[..(real.IndexOf(':', StringComparison.Ordinal) + 1)];
        var line = Assert.Single(
            MemInfoText.Lines(TestMachine.Boot(kernel, 1024)),
            line => line.StartsWith(field, StringComparison.Ordinal)
        );
        Assert.Equal(real.Length, line.Length);
        Assert.Equal(Shape(real), Shape(line));
    }

    [Theory]
    [InlineData(
        "2.4.21",
        17,
        "        total:    used:    free:  shared: buffers:  cached:",
        "SwapFree:            0 kB"
    )]
    [InlineData("2.6.9", 22, "MemTotal: ", "VmallocChunk: ")]
    [InlineData("2.6.31", 42, "MemTotal: ", "DirectMap4M: ")]
    public void Meminfo_has_all_lines_of_its_kernel(string kernel, int count, string first, string last)
    {
        var lines = MemInfoText.Lines(TestMachine.Boot(kernel, 1024)).ToList();
        Assert.Equal(count, lines.Count);
        Assert.StartsWith(first, lines[0], StringComparison.Ordinal);
        Assert.StartsWith(last, lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Meminfo_of_2_4_21_begins_with_bytes()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);
        machine.AllocPages(GfpFlags.None, 0);
        var info = machine.GetMemoryInfo();

        // In use: that page, 32 pages of the bounce pool, and the slab of its 32 buffer heads.
        // 2.4.31 printed: "Mem:  1058095104  7626752 1050468352        0     8192  1064960"
        Assert.Equal(
            FormattableString.Invariant($"Mem:  {info.MemTotal}   139264 {info.MemFree}        0        0        0"),
            MemInfoText.Lines(machine).ElementAt(1)
        );
        Assert.Equal("Swap:        0        0        0", MemInfoText.Lines(machine).ElementAt(2));
    }

    [Fact]
    public void Meminfo_of_2_6_31_leaves_out_what_is_not_configured()
    {
        var low = MemInfoText.Lines(TestMachine.Boot("2.6.31", 512, highmem: HighmemSupport.None)).ToList();
        Assert.DoesNotContain(low, line => line.StartsWith("High", StringComparison.Ordinal));
        Assert.DoesNotContain(low, line => line.StartsWith("Low", StringComparison.Ordinal));

        var pae = MemInfoText.Lines(TestMachine.Boot("2.6.31", 8192)).ToList();
        Assert.Contains(pae, line => line.StartsWith("DirectMap2M: ", StringComparison.Ordinal));
        Assert.Contains("Hugepagesize:       2048 kB", pae);
    }

    [Theory]
    [InlineData("2.6.9")]
    [InlineData("2.6.31")]
    public void Buddyinfo_has_the_columns_of_a_real_one(string kernel)
    {
        string[] real =
        [
            "Node 0, zone      DMA      5      4      5      4      3      1      1      1      1      1      2 ",
            "Node 0, zone   Normal      0      1      1      1      1      0      1      0      1      0    215 ",
            "Node 0, zone  HighMem      0      1      0      0      1      1      0      1      1      1     31 ",
        ];
        var lines = BuddyInfoText.Lines(TestMachine.Boot(kernel, 1024)).ToList();
        Assert.Equal(real.Select(line => line[..21]), lines.Select(line => line[..21]), StringComparer.Ordinal);
        Assert.Equal(real.Select(line => line.Length), lines.Select(line => line.Length));
    }

    [Fact]
    public void Zoneinfo_has_the_lines_of_a_real_one()
    {
        // 2.6.27 with 1 GB, but for the lists that 2.6.28 split and the line it added.
        string[] real =
        [
            "Node 0, zone   Normal",
            "  pages free     220502",
            "        min      936",
            "        low      1170",
            "        high     1404",
            "        scanned  0",
            "        spanned  225280",
            "        present  223520",
            "    nr_free_pages 220502",
            "    nr_inactive_anon 0",
            "    nr_active_anon 0",
            "    nr_inactive_file 0",
            "    nr_active_file 0",
            "    nr_unevictable 0",
            "    nr_mlock     0",
            "    nr_anon_pages 0",
            "    nr_mapped    0",
            "    nr_file_pages 0",
            "    nr_dirty     0",
            "    nr_writeback 0",
            "    nr_slab_reclaimable 0",
            "    nr_slab_unreclaimable 365",
            "    nr_page_table_pages 0",
            "    nr_unstable  0",
            "    nr_bounce    0",
            "    nr_vmscan_write 0",
            "    nr_writeback_temp 0",
            "        protection: (0, 0, 1015, 1015)",
            "  pagesets",
            "    cpu: 0",
            "              count: 85",
            "              high:  186",
            "              batch: 31",
            "  all_unreclaimable: 0",
            "  prev_priority:     12",
            "  start_pfn:         4096",
            "  inactive_ratio:    1",
        ];
        var machine = TestMachine.Boot("2.6.31", 1024);
        var lines = ZoneInfoText.Lines(machine).ToList();

        Assert.Equal(3 * real.Length, lines.Count);
        Assert.Equal(
            real.Select(Shape),
            lines.Skip(real.Length).Take(real.Length).Select(Shape),
            StringComparer.Ordinal
        );
        Assert.Contains("        protection: (0, 865, 1000, 1000)", lines);
        Assert.Contains("              high:  186", lines);
    }

    [Fact]
    public void Zoneinfo_leaves_out_empty_zones_and_classes_that_are_not_configured()
    {
        var lines = ZoneInfoText.Lines(TestMachine.Boot("2.6.31", 128, highmem: HighmemSupport.None)).ToList();
        Assert.DoesNotContain("Node 0, zone  HighMem", lines);
        Assert.Equal(2, lines.Count(line => Regex.IsMatch(line, @"^        protection: \(0, \d+, \d+\)$")));
    }

    [Fact]
    public void Zoneinfo_counts_slabs_and_inactive_lists()
    {
        var machine = TestMachine.Boot("2.6.31", 4096);
        machine.Vmalloc(1 << 20);
        var lines = ZoneInfoText.Lines(machine).ToList();
        var slabs = lines.Where(l => l.Contains("nr_slab_unreclaimable", StringComparison.Ordinal));
        Assert.Equal(machine.GetMemoryInfo().Slab >> 12, slabs.Sum(l => long.Parse(l.Split(' ')[^1], null)));
        Assert.Equal("  inactive_ratio:    5", lines[^1]);
    }

    [Fact]
    public void Free_areas_have_the_lines_of_2_4()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);
        var lines = ShowFreeAreasText.Lines(machine).ToList();

        Assert.Matches(@"^Free pages:      \d{6,}kB \(131072kB HighMem\)$", lines[0]);
        Assert.Matches("^Zone:DMA freepages: \\d{5}kB min:   128kB low:   256kB high:   384kB$", lines[1]);
        Assert.Equal("Zone:HighMem freepages:131072kB min:  1020kB low:  2040kB high:  3060kB", lines[3]);
        Assert.Matches(@"^\( Active: 0, inactive: 0, free: \d+ \)$", lines[4]);
        Assert.Equal(
            "0*4kB 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 64*2048kB = 131072kB)",
            lines[7]
        );
        Assert.Equal(8, lines.Count);
        Assert.Equal("= 0kB)", ShowFreeAreasText.Lines(TestMachine.Boot("2.4.21", 64)).Last());
    }

    [Fact]
    public void A_text_that_a_kernel_lacks_is_refused_with_those_that_have_it()
    {
        Assert.Equal(
            "Linux 2.4.21 has no /proc/buddyinfo. Kernels that have it: 2.6.9, 2.6.31.",
            Assert.Throws<ReportException>(() => BuddyInfoText.Lines(TestMachine.Boot("2.4.21", 64))).Message
        );
        Assert.Equal(
            "Linux 2.6.9 has no /proc/zoneinfo. Kernels that have it: 2.6.31.",
            Assert.Throws<ReportException>(() => ZoneInfoText.Lines(TestMachine.Boot("2.6.9", 64))).Message
        );
        Assert.Throws<ReportException>(() => ShowFreeAreasText.Lines(TestMachine.Boot("2.6.31", 64)));
    }

    // Numbers differ from machine to machine, and with them how far a line that is not in columns goes.
    private static string Shape(string line) => Regex.Replace(line, @" *\d+(?= kB)|\b\d+", "#");
}
