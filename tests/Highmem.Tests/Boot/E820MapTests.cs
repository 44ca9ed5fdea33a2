using Highmem.Boot;

namespace Highmem.Tests.Boot;

/// <summary>Maps of physical memory: read, put in order, refused.</summary>
public sealed class E820MapTests
{
    [Fact]
    public void Unsorted_and_overlapping_ranges_are_resolved_as_the_kernels_do()
    {
        var map = new E820Map([
            new(0x100000, 0x4000000, E820Type.Usable),
            new(0, 0xa0000, E820Type.Usable),
            new(0x3000000, 0x5000000, E820Type.Reserved),
            new(0x4000000, 0x4800000, E820Type.AcpiNvs),
        ]);

        Assert.Equal(
            [
                "0000000000000000 - 00000000000a0000 (usable)",
                "0000000000100000 - 0000000003000000 (usable)",
                "0000000003000000 - 0000000004000000 (reserved)",
                "0000000004000000 - 0000000004800000 (ACPI NVS)",
                "0000000004800000 - 0000000005000000 (reserved)",
            ],
            map.Select(e => e.ToString())
        );
    }

    [Fact]
    public void A_map_without_usable_memory_or_with_a_turned_range_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new E820Map([]));
        Assert.Throws<ArgumentException>(() => new E820Map([new(0, 4096, E820Type.Reserved)]));
        Assert.Throws<ArgumentException>(() => new E820Map([new(8192, 4096, E820Type.Usable)]));
        Assert.Throws<FormatException>(() => E820Map.Parse([]));
        Assert.Throws<FormatException>(() => E820Map.Parse(["0 - 100000 (sometimes)"]));
        Assert.Throws<FormatException>(() => E820Map.Parse(["ffffffffffffffff1 - 100000 (usable)"]));
    }

    [Theory]
    [InlineData(" BIOS-e820: 0000000000100000 - 000000003fff0000 (usable)", 0x3fff0000)]
    [InlineData("BIOS-e820: [mem 0x0000000000100000-0x000000003f6cffff] usable", 0x3f6d0000)]
    [InlineData(" Xen: 0000000000100000 - 000000006a400000 (usable)", 0x6a400000)]
    [InlineData("0x100000-0x3fff0000 usable", 0x3fff0000)]
    [InlineData("100000 - 3fff0000 RAM", 0x3fff0000)]
    public void Ranges_are_read_in_all_their_spellings(string line, long end)
    {
        Assert.Equal(new E820Entry(0x100000, end, E820Type.Usable), E820Map.TryParseLine(line));
    }

    [Theory]
    [InlineData(1L << 20)]
    [InlineData(65L << 30)]
    [InlineData(-1L)]
    [InlineData(0L)]
    public void Sizes_that_no_such_machine_has_are_refused(long size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => E820Map.FromMemorySize(size));
    }

    [Fact]
    public void Ram_beyond_the_pci_hole_goes_on_at_4_GB_and_ends_at_64_GB()
    {
        Assert.Equal(5L << 30, E820Map.FromMemorySize(4L << 30)[^1].End);
        Assert.Equal(64L << 30, E820Map.FromMemorySize(64L << 30)[^1].End);
        Assert.Equal(4L << 30, E820Map.FromMemorySize(4L << 30, 0)[^1].End);
    }

    [Fact]
    public void Overlaps_are_found_in_any_order_and_neighbours_are_none()
    {
        Assert.True(E820Map.HaveOverlap(E820Map.ParseRanges(["2000-4000 usable", "0-2001 usable"])));
        Assert.False(E820Map.HaveOverlap(E820Map.ParseRanges(["2000-4000 usable", "0-2000 reserved"])));
    }
}
