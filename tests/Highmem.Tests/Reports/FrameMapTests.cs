using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Physical;
using Highmem.Reports.Drawing;

namespace Highmem.Tests.Reports;

public sealed class FrameMapTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string, int, string> Machines()
    {
        var data = new TheoryData<string, int, string>();
        foreach (var kernel in KernelProfiles.All)
        {
            foreach (var megabytes in new[] { 12, 64, 1024, 6000 })
            {
                data.Add(kernel.Version, megabytes, "");
            }

            data.Add(kernel.Version, 512, "mem=100M");
        }

        return data;
    }

    [Fact]
    public void A_narrow_map_of_a_small_machine() =>
        AssertDrawing(
            """
            Physical memory of i386
            Linux 2.6.31, HIGHMEM4G, 65148 kB of RAM

            DMA: 16 MB, page frames 0 to 4095, 128
            kB a cell
            2176 pages free; marks: min 62, low 77,
            high 93
             0x00000000        0 |t....///KKKKKKKK|
             0x00200000      512 |KKKKKKKKKKKKKKKK|
             0x00400000     1024 |KKKKKKKKKKKKKKKK|
             0x00600000     1536 |KKKKKKKKKKKKk...|
             0x00800000     2048 |kKKKKk..........|
             0x00a00000     2560 |................|
             0x00c00000     3072 |................|
             0x00e00000     3584 |................|

            Normal: 48 MB, page frames 4096 to
            16383, 128 kB a cell
            12051 pages free; marks: min 191, low
            238, high 286
             0x01000000     4096 |MMMM............|
             0x01200000     4608 |................|
             0x01400000     5120 |................|
             0x01600000     5632 |................|
             0x01800000     6144 |................|
             0x01a00000     6656 |................|
             0x01c00000     7168 |................|
             0x01e00000     7680 |................|
             0x02000000     8192 |................|
             0x02200000     8704 |................|
             0x02400000     9216 |................|
             0x02600000     9728 |................|
             0x02800000    10240 |................|
             0x02a00000    10752 |................|
             0x02c00000    11264 |................|
             0x02e00000    11776 |................|
             0x03000000    12288 |................|
             0x03200000    12800 |................|
             0x03400000    13312 |................|
             0x03600000    13824 |................|
             0x03800000    14336 |................|
             0x03a00000    14848 |................|
             0x03c00000    15360 |VVpP............|
             0x03e00000    15872 |................|

            HighMem: no page frames

                                 pages        size
            . free               14227    56908 kB
            / hole, no RAM          97      388 kB
            R reserved               1        4 kB
            K kernel image        1819     7276 kB
            M mem_map              128      512 kB
            T page tables            4       16 kB
            S slab                   3       12 kB
            V vmalloc               74      296 kB
            P alloc_pages           31      124 kB
              all                16384    65536 kB
            A small letter: less than half of the
            page frames there.
            """,
            Used(TestMachine.Boot("2.6.31", 64)),
            new FrameMapDrawingOptions { Width = 40, UseUnicode = false }
        );

    [Fact]
    public void A_wide_map_of_one_zone_shows_page_frame_numbers() =>
        AssertDrawing(
            """
            Physical memory of i386
            Linux 2.4.21, HIGHMEM4G, 20092 kB of RAM

            Normal: 4 MB, page frames 4096 to 5119, 4 kB a cell
            856 pages free; marks: min 20, low 40, high 60
             0x01000000     4096 │MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMSVT│
             0x01040000     4160 │VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVV│
             0x01080000     4224 │································································│
             0x010c0000     4288 │················PPPPPPPPPPPPPPPP········PPPPPPPPPPPPPPPVVVVVVVVV│
             0x01100000     4352 │································································│
             0x01140000     4416 │································································│
             0x01180000     4480 │································································│
             0x011c0000     4544 │································································│
             0x01200000     4608 │································································│
             0x01240000     4672 │································································│
             0x01280000     4736 │································································│
             0x012c0000     4800 │································································│
             0x01300000     4864 │································································│
             0x01340000     4928 │································································│
             0x01380000     4992 │································································│
             0x013c0000     5056 │································································│

                                 pages        size
            · free                 856     3424 kB
            M mem_map               61      244 kB
            T page tables            1        4 kB
            S slab                   1        4 kB
            V vmalloc               74      296 kB
            P alloc_pages           31      124 kB
              all                 1024     4096 kB
            A small letter: less than half of the page frames there.
            """,
            Used(TestMachine.Boot("2.4.21", 20)),
            new FrameMapDrawingOptions { Width = 90, Zones = ["Normal"] }
        );

    [Theory]
    [MemberData(nameof(Machines))]
    public void Counts_are_those_of_the_page_frames(string kernel, int megabytes, string commandLine)
    {
        var machine = Used(TestMachine.Boot(kernel, megabytes, commandLine));

        foreach (var zone in FrameMapZone.Of(machine, [], 64, 60))
        {
            var frames = machine
                .GetPageFrames((int)zone.Zone.StartPfn, (int)zone.Zone.EndPfn)
                .GroupBy(frame => frame.State)
                .ToDictionary(group => group.Key, group => (long)group.Count());

            Assert.All(Enum.GetValues<FrameUse>(), use => Assert.Equal(frames.GetValueOrDefault(use), zone.Count(use)));
            Assert.Equal(zone.Zone.Free, zone.Count(FrameUse.Free));
            Assert.Equal(zone.Zone.PerCpu, zone.Count(FrameUse.PerCpu));
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_frame_is_in_the_sums_and_no_line_is_too_long(string kernel, int megabytes, string commandLine)
    {
        var machine = Used(TestMachine.Boot(kernel, megabytes, commandLine));

        foreach (var width in new[] { 40, 61, 78, 200 })
        {
            var lines = FrameMapDrawing.Draw(machine, new FrameMapDrawingOptions { Width = width });

            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
            Assert.InRange(lines.Count(line => line.EndsWith('│')), 1, 70);
            var all = lines.Single(line => line.StartsWith("  all ", StringComparison.Ordinal));
            var sum = machine.GetZones().Sum(zone => zone.Spanned);
            Assert.EndsWith(
                string.Create(CultureInfo.InvariantCulture, $" {sum * 4} kB"),
                all,
                StringComparison.Ordinal
            );
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $" {sum} "), all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_use_has_a_look_of_its_own()
    {
        var looks = Enum.GetValues<FrameUse>().Select(FrameUseLook.Of).ToList();

        Assert.Equal(looks.Count, looks.DistinctBy(look => look.Ink).Count());
        Assert.Equal(looks.Count, looks.DistinctBy(look => look.Fill).Count());
        Assert.Equal(looks.Count, looks.DistinctBy(look => look.Name).Count());
    }

    [Fact]
    public void A_single_page_shows_in_a_sea_of_free_ones()
    {
        var counts = new int[Enum.GetValues<FrameUse>().Length];
        counts[(int)FrameUse.Free] = 1000;
        Assert.Equal(new FrameCell(FrameUse.Free, false), FrameCell.Of(counts));

        counts[(int)FrameUse.Hole] = 1001;
        Assert.Equal(new FrameCell(FrameUse.Hole, false), FrameCell.Of(counts));

        counts[(int)FrameUse.PerCpu] = 20;
        Assert.Equal(new FrameCell(FrameUse.PerCpu, true), FrameCell.Of(counts));

        counts[(int)FrameUse.Slab] = 1;
        Assert.Equal(new FrameCell(FrameUse.Slab, true), FrameCell.Of(counts));

        counts[(int)FrameUse.Pages] = 3000;
        Assert.Equal(new FrameCell(FrameUse.Pages, false), FrameCell.Of(counts));
    }

    [Fact]
    public void Zones_are_chosen_by_name()
    {
        var machine = TestMachine.Boot("2.6.9", 2048);

        var lines = FrameMapDrawing.Draw(machine, new FrameMapDrawingOptions { Zones = ["highmem", "DMA"] });

        Assert.Contains(lines, line => line.StartsWith("DMA: 16 MB", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("HighMem: 1152 MB", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("Normal:", StringComparison.Ordinal));
        var wrong = Assert.Throws<ArgumentException>(() =>
            FrameMapDrawing.Draw(machine, new FrameMapDrawingOptions { Zones = ["Movable"] })
        );
        Assert.StartsWith(
            "There is no zone 'Movable': the zones are DMA, Normal, HighMem.",
            wrong.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_zone_without_page_frames_says_so()
    {
        var machine = TestMachine.Boot("2.6.31", 64);

        Assert.Contains("HighMem: no page frames", FrameMapDrawing.Draw(machine), StringComparer.Ordinal);
        Assert.Equal(
            "HighMem: no page frames",
            FrameMapDrawing.Draw(machine, new FrameMapDrawingOptions { Zones = ["HighMem"] })[3]
        );
        Assert.Contains("HighMem: no page frames", FrameMapSvg.Draw(machine), StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_change_nothing_but_colour_and_ascii_means_ascii()
    {
        var machine = Used(TestMachine.Boot("2.6.31", 1536));

        var coloured = FrameMapDrawing.Draw(machine, new FrameMapDrawingOptions { UseColour = true });
        var ascii = FrameMapDrawing.Draw(machine, new FrameMapDrawingOptions { UseUnicode = false });

        Assert.Contains(coloured, line => line.Contains("\e[97mKKK", StringComparison.Ordinal));
        Assert.Equal(
            FrameMapDrawing.Draw(machine),
            coloured.Select(line => Regex.Replace(line, "\e\\[[0-9]+m", "")),
            StringComparer.Ordinal
        );
        Assert.All(ascii, line => Assert.All(line, c => Assert.InRange(c, ' ', '~')));
    }

    [Fact]
    public void Sixty_four_gigabytes_are_drawn_from_counts()
    {
        var machine = Used(TestMachine.Boot("2.6.31", 65536));

        // No PageFrame is made for any of the 16 million frames.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = FrameMapDrawing.Draw(machine);
        var picture = FrameMapSvg.Draw(machine);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Contains(lines, line => line.StartsWith("0xf", StringComparison.Ordinal) && line.EndsWith('│'));
        Assert.InRange(picture.Length, 1, 1 << 20);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_picture_is_xml_that_stands_alone(string kernel, int megabytes, string commandLine)
    {
        var machine = Used(TestMachine.Boot(kernel, megabytes, commandLine));

        var root = XDocument.Parse(FrameMapSvg.Draw(machine)).Root!;

        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal("Physical memory of i386", root.Element(Svg + "title")!.Value);
        Assert.StartsWith($"Linux {kernel}, ", root.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        var box = root.Attribute("viewBox")!.Value.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture));
        var (width, height) = (box.ElementAt(2), box.ElementAt(3));
        foreach (var element in root.Elements().Where(e => e.Attribute("y") is not null))
        {
            Assert.InRange((int)element.Attribute("x")!, 0, width);
            Assert.InRange((int)element.Attribute("y")!, 0, height);
        }

        var drawn = machine.GetPageFrames().Select(frame => FrameUseLook.Of(frame.State).Name).Distinct();
        var names = root.Descendants(Svg + "text").Select(text => text.Value);
        Assert.Empty(drawn.Except(names, StringComparer.Ordinal));
        var ids = root.Descendants().Attributes("id").Select(id => $"url(#{id.Value})");
        var references = root.Descendants()
            .Attributes("fill")
            .Where(f => f.Value.StartsWith("url", StringComparison.Ordinal));
        Assert.Empty(references.Select(f => f.Value).Except(ids, StringComparer.Ordinal));
    }

    [Fact]
    public void The_cells_of_a_picture_are_its_page_frames()
    {
        var machine = Used(TestMachine.Boot("2.6.31", 1536));
        var root = XDocument.Parse(FrameMapSvg.Draw(machine, new FrameMapDrawingOptions { Zones = ["Normal"] })).Root!;
        var zone = machine.GetZones()[1];

        // Each run of cells is a box; runs in part lie over free ones.
        var cells = root.Elements(Svg + "path")
            .Where(path => (string)path.Attribute("class")! == "whole")
            .SelectMany(path => Regex.Matches(path.Attribute("d")!.Value, "h([0-9]+)v").Select(m => m.Groups[1].Value))
            .Sum(length => int.Parse(length, CultureInfo.InvariantCulture) / FrameZonePicture.CellWidth);

        Assert.Equal((zone.Spanned + 63) / 64, cells);
    }

    [Fact]
    public void Pictures_do_not_depend_on_the_culture_or_on_the_machine_s_name()
    {
        var machine = I386Machine.Boot(
            new MachineOptions { Map = E820Map.FromMemorySize(64 << 20), Name = "<a&b> \"\u0001\ud800" }
        );
        var (text, picture) = (FrameMapDrawing.Draw(machine), FrameMapSvg.Draw(machine));
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal(text, FrameMapDrawing.Draw(machine), StringComparer.Ordinal);
            Assert.Equal(picture, FrameMapSvg.Draw(machine));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Contains(
            "<a&b> \"",
            XDocument.Parse(picture).Root!.Element(Svg + "title")!.Value,
            StringComparison.Ordinal
        );
    }

    private static I386Machine Used(I386Machine machine)
    {
        machine.Vmalloc(300_000);
        foreach (var order in Enumerable.Range(0, 5))
        {
            machine.AllocPages(GfpFlags.Highmem | GfpFlags.Wait, order);
        }

        return machine;
    }

    private static void AssertDrawing(string expected, I386Machine machine, FrameMapDrawingOptions? options) =>
        Assert.Equal(
            expected.Replace("\r", "", StringComparison.Ordinal),
            string.Join('\n', FrameMapDrawing.Draw(machine, options))
        );
}
