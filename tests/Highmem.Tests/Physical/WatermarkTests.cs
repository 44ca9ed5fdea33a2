using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Layout;
using Highmem.Machine;
using Highmem.Physical;

namespace Highmem.Tests.Physical;

/// <summary>What zones keep back, as real kernels printed it.</summary>
public sealed class WatermarkTests
{
    private const GfpFlags GfpAtomic = GfpFlags.High;

    // Pages: 16 MB of DMA and 880 MB of NORMAL below 1 GB of HIGHMEM, the usual 2 GB machine.
    [Theory]
    [InlineData("2.4.21", "32 64 96", "255 510 765", "255 510 765")]
    [InlineData("2.6.9", "4 8 12", "234 468 702", "128 256 384")]
    public void Marks_are_those_of_published_memory_dumps(string kernel, string dma, string normal, string highmem)
    {
        Assert.Equal([dma, normal, highmem], Marks(kernel, E820Map.FromMemorySize(2L << 30)).Select(Text));
    }

    [Fact]
    public void Marks_of_2_6_31_follow_from_present_pages()
    {
        // The map of an Ubuntu 9.10 machine with 2 GB, whose first 64 KB are kept from use.
        var map = new E820Map([
            new(0, 0x10000, E820Type.Reserved),
            new(0x10000, 0x9f400, E820Type.Usable),
            new(0x100000, 0x7fee0000, E820Type.Usable),
        ]);

        var marks = Marks("2.6.31", map);

        Assert.Equal(["16 20 24", "932 1165 1398"], marks.Take(2).Select(Text));
        Assert.Equal(865, marks[0].Reserve[1]);
    }

    [Fact]
    public void Marks_and_reserves_equal_those_of_a_real_zoneinfo()
    {
        // 2.6.27 with 1 GB: zoneinfo of a real boot. Its rules are those of 2.6.31, its low memory is 896 MB.
        ZoneSize[] zones = [new(3967, 0), new(223520, 0), new(32480, 0)];

        var marks = ZoneMarksPolicy.Quarters.Of(zones, new MemoryTunables());

        Assert.Equal(["16 20 24", "936 1170 1404", "32 66 100"], marks.Select(Text));
        Assert.Equal([0, 873, 1000], marks[0].Reserve);
        Assert.Equal([0, 0, 1015], marks[1].Reserve);
    }

    [Fact]
    public void Tunables_move_the_marks()
    {
        var zones = SizesOf(
            KernelProfiles
                .Get("2.6.9")
                .ComputeLayout(KernelProfiles.Get("2.6.9").DefaultConfig(1), E820Map.FromMemorySize(2L << 30))
        );

        var more = ZoneMarksPolicy.Multiples.Of(zones, new() { MinFreeKilobytes = 4096 });
        var protectedZones = ZoneMarksPolicy.Multiples.Of(zones, new() { LowerZoneProtection = 100 });
        var fraction = ZoneMarksPolicy.Fractions.Of(zones, new() { MemFrac = [32, 1024, 0] });
        var ratio = ZoneMarksPolicy.Quarters.Of(zones, new() { LowmemReserveRatio = [1, 0] });

        Assert.Equal(1024 * 225280 / 229376, more[1].Min);
        Assert.Equal([0, 46800, 46800 + 25600], protectedZones[0].Reserve);
        Assert.Equal([128, 220, 255], fraction.Select(m => m.Min));
        Assert.Equal(zones[2].PresentPages, ratio[1].Reserve[2]);
    }

    [Theory]
    [InlineData("2.4.21", 255 + 1)]
    [InlineData("2.6.9", 4)]
    [InlineData("2.6.31", 16)]
    public void A_request_for_DMA_memory_stops_at_the_reserve_and_an_urgent_one_goes_deeper(string kernel, long atLeast)
    {
        var machine = TestMachine.Boot(kernel, 256);
        var pages = Drain(machine, machine.GfpKernel | GfpFlags.Dma);

        var left = pages.Zones[0].Buddy.FreePages;

        Assert.InRange(left, kernel == "2.4.21" ? 32 : atLeast, 60);
        Assert.NotEqual(0, pages.Allocate(GfpAtomic | GfpFlags.Dma, 0, FrameUse.Pages));
        Assert.Equal(0, pages.Allocate(machine.GfpKernel | GfpFlags.Dma, 0, FrameUse.Pages));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void High_memory_falls_to_normal_and_DMA_but_leaves_them_their_reserve()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        var pages = Drain(machine, machine.GfpKernel | GfpFlags.Highmem);

        // A user's request may not take the last of low memory: lowmem_reserve[HIGH] stays.
        Assert.True(pages.Zones[1].Buddy.FreePages >= pages.Zones[1].Marks.Reserve[2]);
        Assert.True(pages.Zones[0].Buddy.FreePages >= pages.Zones[0].Marks.Reserve[2]);
        Assert.NotEqual(0, pages.Allocate(machine.GfpKernel, 0, FrameUse.Pages));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Free_pages_in_small_blocks_do_not_serve_a_large_request_in_2_6_31()
    {
        var marks = WatermarkPolicy.ByOrder;
        var profile = KernelProfiles.Get("2.6.31");
        var frames = new PageFrames(8192);
        var zone = new Zone(new("Normal", 4096, 4096, 4096, 0, 4096), 1, frames, profile.Physical, 10)
        {
            Marks = new(100, 125, 150, [0, 0, 0]),
        };
        for (var pfn = 4096; pfn < 6096; pfn += 2)
        {
            zone.Buddy.Free(pfn, 0); // every other page: nothing merges
        }

        long sum = 0;
        Assert.True(marks.Allows(zone, 1, GfpFlags.Wait, 0, AllocationPass.Low, ref sum));
        Assert.False(marks.Allows(zone, 1, GfpFlags.Wait, 1, AllocationPass.Low, ref sum));
    }

    private static PageAllocator Drain(I386Machine machine, GfpFlags gfp)
    {
        var pages = machine.Parts.Pages;
        while (pages.Allocate(gfp, 0, FrameUse.Pages) != 0) { }

        return pages;
    }

    private static IReadOnlyList<ZoneMarks> Marks(string kernel, E820Map map)
    {
        var profile = KernelProfiles.Get(kernel);
        var layout = profile.ComputeLayout(profile.DefaultConfig(8), map);
        return profile.Physical.Marks.Of(SizesOf(layout), new MemoryTunables());
    }

    private static ZoneSize[] SizesOf(MemoryLayout layout) =>
        [.. layout.Zones.Select(zone => new ZoneSize(zone.PresentPages, 0))];

    private static string Text(ZoneMarks marks) => $"{marks.Min} {marks.Low} {marks.High}";
}
