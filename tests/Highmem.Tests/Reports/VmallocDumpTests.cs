using System.Globalization;
using Highmem.Addressing;
using Highmem.Kernels;
using Highmem.Machine.Views;
using Highmem.Reports.Proc;
using Highmem.Reports.VmallocInfo;

namespace Highmem.Tests.Reports;

/// <summary>Real dumps of kernels from 2.6.27 to 6.1 are read whole, and their figures are the kernels' own.</summary>
public sealed class VmallocDumpTests
{
    public static TheoryData<string> EachDump => [.. VmallocInfoData.Rows.Select(row => row["file"])];

    private static Dictionary<string, string> RowOf(string file) =>
        VmallocInfoData.Rows.Single(row => row["file"] == file);

    [Fact]
    public void Every_file_has_its_row()
    {
        var files = Directory.EnumerateFiles(Path.Combine(BootLogData.Root, "vmallocinfo")).Select(Path.GetFileName);

        Assert.Equal(161, VmallocInfoData.Rows.Count);
        Assert.Equal(
            VmallocInfoData.Rows.Select(r => r["file"]).Order(StringComparer.Ordinal),
            files.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(EachDump))]
    public void Printing_a_dump_gives_its_lines_again(string file)
    {
        var lines = File.ReadAllLines(VmallocInfoData.PathOf(file)).Where(line => line.Length > 0);

        Assert.Equal(lines, VmallocInfoData.Read(RowOf(file)).Lines);
    }

    [Theory]
    [MemberData(nameof(EachDump))]
    public void VmallocUsed_and_total_are_those_of_meminfo(string file)
    {
        var row = RowOf(file);
        var summary = VmallocInfoData.Read(row).Measure();

        Assert.Equal(Kilobytes(row["VmallocTotal_kB"]), summary.Total);
        if (row["VmallocUsed_kB"].Length > 0)
        {
            Assert.Equal(Kilobytes(row["VmallocUsed_kB"]), summary.ExpectedUsed);
        }

        // Up to 4.3 the kernel also printed the largest stretch between areas.
        if (row["VmallocChunk_kB"] is { Length: > 0 } chunk and not "0")
        {
            Assert.Equal(Kilobytes(chunk), summary.LargestChunk);
        }
    }

    [Theory]
    [MemberData(nameof(EachDump))]
    public void Every_area_lies_where_the_kernel_places_it_or_the_hole_is_explained(string file)
    {
        var dump = VmallocInfoData.Read(RowOf(file));

        Assert.All(
            dump.Areas,
            area =>
            {
                Assert.Contains(
                    area.Placement,
                    new[]
                    {
                        VmallocInfoPlacement.First,
                        VmallocInfoPlacement.Next,
                        VmallocInfoPlacement.BehindHole,
                        VmallocInfoPlacement.FromTop,
                    }
                );
                Assert.NotEmpty(area.Explanation);
            }
        );
        Assert.Equal(VmallocInfoPlacement.First, dump.Areas[0].Placement);
    }

    [Fact]
    public void Most_areas_lie_at_the_lowest_address_of_all()
    {
        var areas = VmallocInfoData.Rows.SelectMany(row => VmallocInfoData.Read(row).Areas).ToList();
        var byPlacement = areas.CountBy(a => a.Placement).ToDictionary();

        Assert.Equal(1052, areas.Count);
        Assert.Equal(161, byPlacement[VmallocInfoPlacement.First]);
        Assert.Equal(701, byPlacement[VmallocInfoPlacement.Next]);
        Assert.Equal(185, byPlacement[VmallocInfoPlacement.BehindHole]);
        Assert.Equal(5, byPlacement[VmallocInfoPlacement.FromTop]);
    }

    [Theory]
    [InlineData("2.6.31", "0xe0800000-0xe0802000 8192|0xe0803000-0xe0805000 8192", "Next")]
    [InlineData("2.6.31", "0xe0800000-0xe0802000 8192|0xe0802000-0xe0804000 8192", "BehindHole")]
    [InlineData("2.6.31", "0xe0800000-0xe0802000 8192|0xe0806000-0xe0808000 8192", "BehindHole")]
    [InlineData("3.16", "0xe0800000-0xe0802000 8192|0xe0802000-0xe0804000 8192", "Next")]
    [InlineData("3.16", "0xe0800000-0xe0802000 8192|0xf7700000-0xf7702000 8192", "OutsideWindow")]
    public void The_second_area_is_judged_by_the_rule_of_the_release(string kernel, string lines, string placement)
    {
        var text = lines.Replace("|", " a+0x1/0x2 pages=1 vmalloc\n", StringComparison.Ordinal);
        var dump = VmallocDump.Parse(
            text + " a+0x1/0x2 pages=1 vmalloc",
            "x",
            new()
            {
                Kernel = kernel,
                Start = 0xE0800000,
                End = 0xF7700000,
            }
        )[0];

        Assert.Equal(placement, dump.Areas[1].Placement.ToString());
    }

    [Theory]
    [InlineData("4.9", "e0801000", "Contradiction")] // 4096 bytes were aligned to 8 KB
    [InlineData("4.10", "e0801000", "BehindHole")]
    public void An_ioremap_is_aligned_as_its_release_does(string kernel, string start, string placement)
    {
        var end = (uint.Parse(start, NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 8192).ToString(
            "x8",
            CultureInfo.InvariantCulture
        );
        var dump = VmallocDump.Parse(
            $"0x{start}-0x{end} 8192 a+0x1/0x2 phys=fed00000 ioremap",
            "x",
            new() { Kernel = kernel, Start = 0xE0800000 }
        )[0];

        Assert.Equal(placement, dump.Areas[0].Placement.ToString());
    }

    [Fact]
    public void Parts_of_a_line_are_typed()
    {
        var area = VmallocDump
            .Parse(
                "0xf7ffe000-0xf8010000   73728 e1000_probe+0x1f/0x280 [e1000] pages=17 vmalloc user N0=16 N1=1\n"
                    + "0xfa000000-0xfa003000   12288 __pci_ioremap+0x2a/0x60 [e1000 0123abcd] phys=0x00000001febf0000 ioremap\n",
                "x"
            )[0]
            .Areas;

        Assert.Equal<object>((VirtualAddress)0xF7FFE000, area[0].Address);
        Assert.Equal<object>((VirtualAddress)0xF8010000, area[0].End);
        Assert.Equal(73728, area[0].Size);
        Assert.Equal("e1000_probe+0x1f/0x280 [e1000]", area[0].Caller);
        Assert.Equal(17, area[0].Pages);
        Assert.Equal(VmallocInfoFlags.Vmalloc | VmallocInfoFlags.User, area[0].Flags);
        Assert.Equal("N0=16 N1=1", area[0].Nodes);
        Assert.Null(area[0].PhysicalAddress);
        Assert.Equal<object>((PhysicalAddress)0x1FEBF0000, area[1].PhysicalAddress!);
        Assert.Equal("__pci_ioremap+0x2a/0x60 [e1000 0123abcd]", area[1].Caller);
        Assert.Equal((1, 2), (area[0].Line, area[1].Line));
    }

    [Fact]
    public void A_64_bit_dump_keeps_its_addresses()
    {
        const string Text = """
            0xffffc90000000000-0xffffc90000005000   20480 irq_init_percpu_irqstack+0xcf/0x130 vmap
            0xffffc90000006000-0xffffc90000008000    8192 acpi_os_map_iomem+0x1ac/0x1c0 phys=0x00000000fed40000 ioremap
            0xffffc90000400000-0xffffc90000801000 4198400 alloc_large_system_hash+0x1d4/0x25a pages=1024 vmalloc vpages N0=1024
            0xffffc90000900000-0xffffc90000980000  524288 vm_map_ram
            0xffffffffc0000000-0xffffffffc0005000   20480 move_module+0x23/0x180 pages=4 vmalloc N0=4
            0xffffc90000a00000-0xffffc90000a02000    8192 unpurged vm_area
            """;

        var dump = VmallocDump.Parse(Text, "x", new() { Kernel = "6.1.0" })[0];

        Assert.True(dump.Is64Bit);
        Assert.Equal(Text.Split('\n'), dump.Lines);
        Assert.Equal<object>((WideAddress)0xFFFFC90000006000, dump.Areas[1].Address);
        Assert.Equal(0xFFFFC90000006000, (ulong)(WideAddress)dump.Areas[1].Address);
        Assert.Equal(8192, dump.Measure().Lazy);
        Assert.Equal(1028 * 4096, dump.Measure().ExpectedUsed);
        Assert.Contains(dump.GetGaps(), g => g.Kind == VmGapKind.Lazy);
    }

    [Fact]
    public void A_boot_with_sections_knows_kernel_window_and_meminfo()
    {
        var dump = VmallocDump.Read(VmallocInfoData.BootOf("3.16.0-4-586-debian8-highmem4g-512-none.txt")).Single();
        var summary = dump.Measure();

        Assert.Equal("3.16.0-4-586", dump.Kernel);
        Assert.Equal("the boot messages", summary.WindowSource);
        Assert.Equal<object>((VirtualAddress)0xE07E0000, summary.Start);
        Assert.Equal<object>((VirtualAddress)0xFF7FE000, summary.End);
        Assert.Equal(44 << 10, summary.MeminfoUsed);
        Assert.True(summary.UsedAgrees);
    }

    [Fact]
    public void A_boot_may_hold_several_dumps()
    {
        var dumps = VmallocDump.Read(VmallocInfoData.BootOf("MOD-6.1.0-50-686-2048-none-smp2.txt"));

        Assert.Equal(2, dumps.Count);
        Assert.EndsWith("#2", dumps[1].Name, StringComparison.Ordinal);
        Assert.Equal("/proc/kcore", dumps[0].Measure().WindowSource);
        Assert.True(dumps[0].Measure().UsedAgrees);
        Assert.Null(dumps[1].Measure().UsedAgrees); // meminfo was read before the other areas came
        Assert.Equal(24, dumps[1].Areas.Count);
    }

    [Fact]
    public void Areas_gaps_and_lazy_areas_fill_the_window()
    {
        foreach (var dump in VmallocInfoData.Rows.Select(VmallocInfoData.Read))
        {
            var summary = dump.Measure();
            var taken = dump.Areas.Sum(a => a.Size);
            Assert.Equal(summary.Total, summary.Free + taken);
            Assert.InRange(summary.LargestRequest, 0, summary.LargestChunk);
        }
    }

    [Fact]
    public void Holes_are_those_of_a_machine_with_the_same_areas()
    {
        // A 2.6.31 with 512 MB places what its own list says.
        var machine = TestMachine.Boot("2.6.31", 512);
        machine.Vmalloc(4096);
        var freed = machine.Vmalloc(100_000).Area!;
        machine.Vmalloc(3 << 20);
        machine.Vfree(freed.Address);
        var dump = VmallocDump.Parse(
            string.Join('\n', VmallocText.VmallocInfo(machine)),
            "x",
            new()
            {
                Kernel = "2.6.31",
                Start = (ulong)(long)machine.VmallocStart,
                End = (ulong)(long)machine.VmallocEnd,
            }
        )[0];
        var (mine, theirs) = (machine.MeasureVmalloc(), dump.Measure());

        Assert.Equal(mine.Used, theirs.Used);
        Assert.Equal(mine.Total, theirs.Total);
        Assert.Equal(mine.LargestChunk, theirs.LargestChunk);
        Assert.Equal(mine.LargestRequest, theirs.LargestRequest);
        Assert.Equal(mine.Guard, theirs.Guard);
        Assert.Equal(mine.Free + mine.Lazy, theirs.Free);
    }

    [Theory]
    [InlineData("2.6.26", false)]
    [InlineData("2.6.27.7-smp", true)]
    [InlineData("6.1.0-50-686", true)]
    [InlineData("ubuntu", false)]
    public void Rules_are_known_since_2_6_27(string release, bool known) =>
        Assert.Equal(known, KernelProfiles.WithVmallocInfo(release) is not null);

    private static long Kilobytes(string text) => long.Parse(text, CultureInfo.InvariantCulture) << 10;
}
