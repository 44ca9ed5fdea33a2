using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Reports.BootLogs;

namespace Highmem.Tests.Reports;

/// <summary>
/// Borders and page tables of booted 2.4 and 2.6 kernels, read from their RAM: every cell of <c>layout.csv</c> that
/// follows from the layout, and every page-table walk.
/// </summary>
public sealed class RealLayoutTests
{
    private static readonly Dictionary<string, Func<MemoryLayout, long?>> Columns = new(StringComparer.Ordinal)
    {
        ["boot_lowmem_MB"] = l => l.MaxLowPfn >> 8,
        ["boot_highmem_MB"] = l => (l.HighEndPfn - l.HighStartPfn) >> 8,
        ["high_memory"] = l => (long)l.HighMemory,
        ["max_low_pfn"] = l => l.MaxLowPfn,
        ["max_pfn"] = l => l.MaxPfn,
        // Both are zero in a kernel without HIGHMEM, which has the variables but never sets them.
        ["highstart_pfn"] = l => l.Config.HasHighmem ? l.HighStartPfn : 0,
        ["highend_pfn"] = l => l.Config.HasHighmem ? l.HighEndPfn : 0,
        ["max_mapnr"] = l => l.NumPhysPages,
        ["num_physpages"] = l => l.NumPhysPages,
        ["VMALLOC_RESERVE"] = l => l.VmallocReserve,
        ["VMALLOC_START"] = l => (long)l.VmallocStart,
        ["VMALLOC_END"] = l => (long)l.VmallocEnd,
        ["VmallocTotal_kB"] = l => (l.VmallocEnd - l.VmallocStart) >> 10,
        ["PKMAP_BASE"] = l => (long)l.PkmapBase,
        ["LAST_PKMAP"] = l => l.PkmapSlots,
        ["FIXADDR_START"] = l => (long)l.Fixmap.Start,
        ["FIXADDR_TOP"] = l => (long)l.Fixmap.Top,
        ["direct_map_end_pt"] = l => (long)l.PageOffset + l.DirectMapPieces()[^1].End,
        ["first_mapped_above_pt"] = l => (long)l.VmallocStart,
        ["mapped_low_ram"] = l => l.MaxLowPfn << PageSize.Shift,
        ["node0_totalpages"] = l => l.Zones.Sum(z => z.CountedPages),
        ["DMA_start_pfn"] = l => l.Zones[0].StartPfn,
        ["DMA_spanned"] = l => l.Zones[0].SpannedPages,
        ["DMA_present"] = l => l.Zones[0].PresentPages,
        ["Normal_start_pfn"] = l => l.Zones[1].StartPfn,
        ["Normal_spanned"] = l => l.Zones[1].SpannedPages,
        ["Normal_present"] = l => l.Zones[1].PresentPages,
        ["HighMem_start_pfn"] = l => l.Zones[2].StartPfn,
        ["HighMem_spanned"] = l => l.Zones[2].SpannedPages,
        ["HighMem_present"] = l => l.Zones[2].PresentPages,
    };

    private static readonly HashSet<string> Hexadecimal = new(StringComparer.Ordinal)
    {
        "high_memory",
        "VMALLOC_RESERVE",
        "VMALLOC_START",
        "VMALLOC_END",
        "PKMAP_BASE",
        "FIXADDR_START",
        "FIXADDR_TOP",
        "direct_map_end_pt",
        "first_mapped_above_pt",
        "mapped_low_ram",
    };

    // What a build's configuration puts into the fixmap is not in its boot lines, or only as a sum.
    private static readonly (string Kernel, string[] Options)[] Builds =
    [
        // 73 entries: for the 586, with extended PCI configuration.
        ("2.6.17.14", ["X86_F00F_BUG=y", "PCI_MMCONFIG=y"]),
        // 19 entries: the same, without APICs ("ACPI: Using PIC for interrupt routing") and without PARAVIRT.
        ("2.6.27.7", ["X86_F00F_BUG=y", "X86_IO_APIC=n", "X86_LOCAL_APIC=n", "PARAVIRT=n"]),
    ];

    public static TheoryData<string> Boots() => [.. BootLogData.Rows("layout.csv").Select(row => row["file"])];

    [Theory]
    [MemberData(nameof(Boots))]
    public void Every_border_of_a_booted_kernel_agrees(string file)
    {
        var layout = LayoutOf(file);
        var row = BootLogData.Rows("layout.csv").Single(r => r["file"] == file);

        var disagreeing = Columns
            .Where(column => row[column.Key].Length > 0)
            .Where(column => Value(row, column.Key) != column.Value(layout))
            .Select(column => $"{column.Key}: real {row[column.Key]}, computed {column.Value(layout):x} hex");

        Assert.Empty(disagreeing);
    }

    [Fact]
    public void No_column_is_compared_less_often_than_it_was()
    {
        var rows = BootLogData.Rows("layout.csv").ToList();

        var cells = Columns.Keys.ToDictionary(
            key => key,
            key => rows.Count(row => row[key].Length > 0),
            StringComparer.Ordinal
        );

        Assert.Equal(95, rows.Count);
        Assert.Equal(
            (95, 88, 52, 52, 76),
            (
                cells["high_memory"],
                cells["VMALLOC_START"],
                cells["VMALLOC_END"],
                cells["VmallocTotal_kB"],
                cells["PKMAP_BASE"]
            )
        );
        Assert.Equal(1670, cells.Values.Sum());
    }

    [Theory]
    [MemberData(nameof(Boots))]
    public void The_direct_map_of_a_booted_kernel_ends_and_is_paged_as_computed(string file)
    {
        var real = Walk(file);

        var computed = LayoutOf(file).DirectMapPieces();

        Assert.Equal(real, computed);
    }

    private static MemoryLayout LayoutOf(string file)
    {
        var log = BootLog.Read(BootLogData.PathOf(file));
        var options = Builds.SingleOrDefault(build => file.StartsWith(build.Kernel, StringComparison.Ordinal)).Options;
        var config = (options ?? []).Aggregate(BootLogStatements.Of(log).Config, (c, option) => c.With(option));
        return log.Kernel.ComputeLayout(config, log.Map, log.CommandLine ?? "");
    }

    // Lines "c0400000-0f8000000 phys=000400000 4Mx223 P RW PSE G"; neighbours of one page size are one piece.
    private static List<DirectMapPiece> Walk(string file)
    {
        var pieces = new List<DirectMapPiece>();
        foreach (Match match in Regex.Matches(BootLogData.Text(file), @"(?m)^\w{8}-\w{9} phys=(\w{9}) (4K|4M)x(\d+) "))
        {
            var start = long.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var large = match.Groups[2].Value == "4M";
            var count = long.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
            pieces.Add(new(start, start + (count << (large ? 22 : 12)), large));
        }

        return pieces;
    }

    private static long Value(Dictionary<string, string> row, string column) =>
        long.Parse(
            row[column],
            Hexadecimal.Contains(column) ? NumberStyles.HexNumber : NumberStyles.Integer,
            CultureInfo.InvariantCulture
        );
}
