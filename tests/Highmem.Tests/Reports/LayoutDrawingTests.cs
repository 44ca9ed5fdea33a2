using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Layout;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Reports.Drawing;

namespace Highmem.Tests.Reports;

public sealed class LayoutDrawingTests
{
    [Fact]
    public void The_figure_of_the_first_session()
    {
        var machine = Boot("2.4.21", 512);
        machine.Vmalloc(100);
        machine.Vmalloc(100);

        AssertDrawing(
            """
            Linear addresses of i386 from PAGE_OFFSET to 4 GB
            Linux 2.4.21, HIGHMEM4G, 523900 kB of RAM

            To scale, 16 MB per character; what is smaller has one:
            0xc0000000                                                  0x100000000
            │████████████████████████████████·▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒·▚··░▓×│
            █ lowmem  · hole  ▒ vmalloc  ▚ pkmap  ░ fixmap (boot)  ▓ fixmap  × top

             0xc0000000 ┌─ PAGE_OFFSET ──────────────────────────────────────────────────┐
                        │███ lowmem                                               512 MB │
                        │███ low memory: physical address + PAGE_OFFSET                  │
                        │███                                                             │
                        │███                                                             │
             0xe0000000 ├─ high_memory ──────────────────────────────────────────────────┤
                        │··· VMALLOC_OFFSET  catches overruns of the direct map     8 MB │
             0xe0800000 ├─ VMALLOC_START ────────────────────────────────────────────────┤
                        │▒▒▒ vmalloc                               483320 kB (471.99 MB) │
             0xe0800000 │▒▒▒ ▓▓▓ area 1  vmalloc                                    4 kB │
             0xe0801000 │▒▒▒ ××× guard page  never mapped                           4 kB │
             0xe0802000 │▒▒▒ ▓▓▓ area 2  vmalloc                                    4 kB │
             0xe0803000 │▒▒▒ ××× guard page  never mapped                           4 kB │
             0xe0804000 │▒▒▒ ··· free                              483304 kB (471.98 MB) │
             0xfdffe000 ├─ VMALLOC_END ──────────────────────────────────────────────────┤
                        │··· VMALLOC_END                                            8 kB │
             0xfe000000 ├─ PKMAP_BASE ───────────────────────────────────────────────────┤
                        │▚▚▚ pkmap  kmap slots                                      4 MB │
             0xfe400000 ├─ end of pkmap ─────────────────────────────────────────────────┤
                        │··· unused                                  28540 kB (27.87 MB) │
                        │··· not used                                                    │
             0xfffdf000 ├─ FIXADDR_BOOT_START ───────────────────────────────────────────┤
                        │░░░ fixmap (boot)  fixed mappings used while booting      64 kB │
             0xfffef000 ├─ FIXADDR_START ────────────────────────────────────────────────┤
                        │▓▓▓ fixmap  fixed mappings, kmap_atomic slots             60 kB │
             0xffffe000 ├─ FIXADDR_TOP ──────────────────────────────────────────────────┤
                        │××× top  above FIXADDR_TOP                                 8 kB │
            0x100000000 └─ 4 GB ─────────────────────────────────────────────────────────┘

            vmalloc space to scale, 2 MB per character:
             0xe0800000 │░·······························································│
             0xe8800000 │································································│
             0xf0800000 │································································│
             0xf8800000 │············································│
            · free  ░ up to 1/4 taken  ▒ less than 3/4  ▓ more  █ all taken
            2 areas take 16 kB, 8 kB of it guard pages; 483304 kB are free, 483304 kB of
            it in one piece.
            """,
            machine,
            null
        );
    }

    [Fact]
    public void A_narrow_figure_of_a_pae_machine()
    {
        var machine = Boot("2.6.9", 8192);
        machine.Vmalloc(4 << 20);

        AssertDrawing(
            """
            Linear addresses of i386 from
            PAGE_OFFSET to 4 GB
            Linux 2.6.9, HIGHMEM64G (PAE), 8388220
            kB of RAM, 7471104 kB of it high memory

            To scale, 64 MB per character; what is
            smaller has one:
            0xc0000000    0x100000000
            │██████████████·▒▒·▚·░▓×│
            █ lowmem  · hole  ▒ vmalloc  ▚ pkmap
            ░ fixmap (boot)  ▓ fixmap  × top

             0xc0000000 ┌─ PAGE_OFFSET ────────────┐
                        │███ lowmem         896 MB │
                        │███ low memory: physical… │
                        │███                       │
                        │███                       │
             0xf8000000 ├─ high_memory ────────────┤
                        │··· VMALLOC_OFFSET   8 MB │
             0xf8800000 ├─ VMALLOC_START ──────────┤
                        │▒▒▒ vmalloc     114680 kB │
             0xf8800000 │▒▒▒ ▓▓▓ area 1       4 MB │
             0xf8c00000 │▒▒▒ ××× guard page   4 kB │
             0xf8c01000 │▒▒▒ ··· free    110580 kB │
             0xff7fe000 ├─ VMALLOC_END ────────────┤
                        │··· VMALLOC_END      8 kB │
             0xff800000 ├─ PKMAP_BASE ─────────────┤
                        │▚▚▚ pkmap            2 MB │
             0xffa00000 ├─ end of pkmap ───────────┤
                        │··· unused        5960 kB │
             0xfffd2000 ├─ FIXADDR_BOOT_START ─────┤
                        │░░░ fixmap (boot)   68 kB │
             0xfffe3000 ├─ FIXADDR_START ──────────┤
                        │▓▓▓ fixmap         112 kB │
             0xfffff000 ├─ FIXADDR_TOP ────────────┤
                        │××× top              4 kB │
            0x100000000 └─ 4 GB ───────────────────┘

            vmalloc space to scale, 2 MB per
            character:
             0xf8800000 │██░·············│
             0xfa800000 │················│
             0xfc800000 │················│
             0xfe800000 │········│
            · free  ░ up to 1/4 taken
            ▒ less than 3/4  ▓ more  █ all taken
            1 area takes 4100 kB, 4 kB of it guard
            pages; 110580 kB are free, 110580 kB of
            it in one piece.
            """,
            machine,
            new LayoutDrawingOptions { Width = 10 }
        );
    }

    [Fact]
    public void A_figure_in_ascii_of_a_small_machine_without_high_memory()
    {
        var machine = Boot("2.6.31", 64, HighmemSupport.None);
        for (var i = 0; i < 20; i++)
        {
            machine.Vmalloc(1 << 20);
        }

        machine.Vfree(machine.GetVmList()[1].Address);

        AssertDrawing(
            """
            Linear addresses of i386 from PAGE_OFFSET to 4 GB
            Linux 2.6.31, NOHIGHMEM, 65148 kB of RAM

            To scale, 16 MB per character; what is smaller has one:
            0xc0000000                                                0x100000000
            |####.vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv.fx|
            # lowmem  . hole  v vmalloc  f fixmap  x top

             0xc0000000 +- PAGE_OFFSET --------------------------------------------------+
                        |### lowmem                                                64 MB |
                        |### low memory: physical address + PAGE_OFFSET                  |
                        |###                                                             |
             0xc4000000 +- high_memory --------------------------------------------------+
                        |... VMALLOC_OFFSET  catches overruns of the direct map     8 MB |
             0xc4800000 +- VMALLOC_START ------------------------------------------------+
                        |vvv vmalloc                               974468 kB (951.63 MB) |
             0xc4800000 |vvv AAA area 1  vmalloc                                    1 MB |
             0xc4900000 |vvv xxx guard page  never mapped                           4 kB |
             0xc4901000 |vvv ... free                                               4 kB |
             0xc4902000 |vvv ~~~ freed  waits for the purge            1028 kB (1.00 MB) |
             0xc4a03000 |vvv ... free                                               4 kB |
                    ... |vvv ... 17 more areas, 17 holes ...         17544 kB (17.13 MB) |
             0xc5b26000 |vvv AAA area 19  vmalloc                                   1 MB |
             0xc5c26000 |vvv xxx guard page  never mapped                           4 kB |
             0xc5c27000 |vvv ... free                              953832 kB (931.48 MB) |
             0xfffa1000 +- VMALLOC_END --------------------------------------------------+
                        |... VMALLOC_END                                            8 kB |
             0xfffa3000 +- FIXADDR_START ------------------------------------------------+
                        |fff fixmap  fixed mappings, kmap_atomic slots            368 kB |
             0xfffff000 +- FIXADDR_TOP --------------------------------------------------+
                        |xxx top  above FIXADDR_TOP                                 4 kB |
            0x100000000 +- 4 GB ---------------------------------------------------------+

            vmalloc space to scale, 4 MB per character:
             0xc4800000 |*****-..........................................................|
             0xd4800000 |................................................................|
             0xe4800000 |................................................................|
             0xf4800000 |..............................................|
            . free  - up to 1/4 taken  + less than 3/4  * more  # all taken
            19 areas take 19532 kB, 76 kB of it guard pages; 953908 kB are free, 953832 kB
            of it in one piece; 1028 kB wait for the purge.
            """,
            machine,
            new LayoutDrawingOptions { UseUnicode = false, MaxAreas = 3 }
        );
    }

    public static TheoryData<string, int, HighmemSupport, string, int> Machines()
    {
        var data = new TheoryData<string, int, HighmemSupport, string, int>();
        foreach (var kernel in KernelProfiles.All)
        {
            foreach (var split in kernel.Config.MemorySplits)
            {
                data.Add(kernel.Version, 64, HighmemSupport.Highmem4G, split.Name, 0);
                data.Add(kernel.Version, 1024, HighmemSupport.None, split.Name, 1);
                data.Add(kernel.Version, 2048, HighmemSupport.Highmem4G, split.Name, 200);
            }

            data.Add(kernel.Version, 8192, HighmemSupport.Highmem64G, "3G", 9000);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_border_is_printed_and_no_line_is_too_long(
        string kernel,
        int megabytes,
        HighmemSupport highmem,
        string split,
        int areas
    )
    {
        var machine = Boot(kernel, megabytes, highmem, split);
        for (var i = 0; i < areas; i++)
        {
            machine.Vmalloc(100);
        }

        foreach (var width in new[] { 40, 61, 78, 200 })
        {
            var lines = LayoutDrawing.Draw(machine, new LayoutDrawingOptions { Width = width });

            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
            Assert.All(machine.GetRegions(), r => Assert.Contains(lines, line => Shows(line, r.Start)));
            Assert.Contains(lines, line => Shows(line, VirtualAddress.EndOfSpace));
            Assert.InRange(lines.Count, 20, 120);
            var bar = lines[lines.ToList().FindIndex(line => line.StartsWith('│'))];
            Assert.All(machine.GetRegions(), r => Assert.Contains(Shape(r.Kind), bar));
        }
    }

    [Fact]
    public void Colours_change_nothing_but_colour()
    {
        var machine = Boot("2.6.31", 1024);
        machine.Vmalloc(10 << 20);

        var coloured = LayoutDrawing.Draw(machine, new LayoutDrawingOptions { UseColour = true });

        Assert.Contains(coloured, line => line.Contains("\e[32m█", StringComparison.Ordinal));
        Assert.Equal(
            LayoutDrawing.Draw(machine),
            coloured.Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9]+m", "")),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Ascii_means_ascii()
    {
        var machine = Boot("2.6.31", 2048);
        for (var i = 0; i < 50; i++)
        {
            machine.Vmalloc(100000);
        }

        var lines = LayoutDrawing.Draw(machine, new LayoutDrawingOptions { UseUnicode = false });

        Assert.All(lines, line => Assert.All(line, c => Assert.InRange(c, ' ', '~')));
    }

    [Fact]
    public void Areas_are_elided_but_for_the_first_and_the_last()
    {
        var machine = Boot("2.6.9", 1024);
        for (var i = 0; i < 10000; i++)
        {
            machine.Vmalloc(100);
        }

        var lines = LayoutDrawing.Draw(machine, new LayoutDrawingOptions { MaxAreas = 4 });

        Assert.Contains(lines, line => line.Contains("… 9996 more areas …", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("area 3 ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("area 4 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("area 10000 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Freed_areas_are_elided_too()
    {
        var machine = Boot("2.6.31", 1024);
        var areas = Enumerable.Range(0, 200).Select(_ => machine.Vmalloc(100).Area!).ToList();
        areas.ForEach(area => machine.Vfree(area.Address));

        var lines = LayoutDrawing.Draw(machine);

        Assert.Contains(lines, line => line.Contains("… 188 more freed areas, 188 holes …", StringComparison.Ordinal));
    }

    [Fact]
    public void An_area_over_the_end_of_the_window_is_said_to_be_one()
    {
        // The first area of 2.4.21 is not checked against VMALLOC_END.
        var machine = Boot("2.4.21", 1024);
        Assert.NotNull(machine.Vmalloc(100 << 20).Area);

        var lines = LayoutDrawing.Draw(machine);

        Assert.Contains(lines, line => line.Contains("area 1, over VMALLOC_END!", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("guard page  ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(100, 100)]
    [InlineData(1000, 200)]
    public void The_width_is_kept_in_bounds(int asked, int width) =>
        Assert.Equal(width, new LayoutDrawingOptions { Width = asked }.Width);

    private static bool Shows(string line, VirtualAddress address) =>
        line.TrimStart().StartsWith($"{address} ", StringComparison.Ordinal);

    private static char Shape(MemoryRegionKind kind) =>
        kind switch
        {
            MemoryRegionKind.DirectMap => '█',
            MemoryRegionKind.Vmalloc => '▒',
            MemoryRegionKind.PersistentKmap => '▚',
            MemoryRegionKind.BootFixmap => '░',
            MemoryRegionKind.Fixmap => '▓',
            MemoryRegionKind.Reserved => '×',
            _ => '·',
        };

    private static void AssertDrawing(string expected, I386Machine machine, LayoutDrawingOptions? options) =>
        Assert.Equal(
            expected.Replace("\r", "", StringComparison.Ordinal),
            string.Join('\n', LayoutDrawing.Draw(machine, options))
        );

    private static I386Machine Boot(
        string kernel,
        int megabytes,
        HighmemSupport? highmem = null,
        string split = "3G"
    ) =>
        I386Machine.Boot(
            new MachineOptions
            {
                Kernel = KernelProfiles.Get(kernel),
                Map = E820Map.FromMemorySize((long)megabytes << 20),
                Highmem = highmem,
                MemorySplit = MemorySplit.All.Single(s => s.Name == split),
            }
        );
}
