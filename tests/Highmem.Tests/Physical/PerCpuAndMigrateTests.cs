using Highmem.Physical;

namespace Highmem.Tests.Physical;

/// <summary>Single pages go through per-CPU lists in 2.6, and 2.6.31 keeps kinds of pages apart.</summary>
public sealed class PerCpuAndMigrateTests
{
    // 1.5 GB: boot frees high memory page by page, and the list keeps the last ones.
    [Theory]
    [InlineData("2.4.21", 0)]
    [InlineData("2.6.9", 96 - 16 + 1 + ((163840 - 96 - 1) % 16))]
    [InlineData("2.6.31", 186 - 31 + ((165890 - 186) % 31))]
    public void Boot_leaves_the_last_high_pages_in_the_list(string kernel, int kept)
    {
        var zone = TestMachine.Boot(kernel, 1536).Parts.Pages.Zones[2];

        Assert.Equal(kept, zone.PerCpuPages);
        Assert.Equal(zone.Boot.RamPages, zone.Buddy.FreePages + kept);
        if (kept > 0)
        {
            Assert.Equal(zone.End - 1, zone.PerCpu!.Hot.Head);
        }
    }

    [Theory]
    [InlineData("2.6.9")]
    [InlineData("2.6.31")]
    public void The_page_freed_last_is_handed_out_first(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 256);
        var pages = machine.Parts.Pages;
        var pfns = Enumerable.Range(0, 3).Select(_ => pages.Allocate(machine.GfpKernel, 0, FrameUse.Pages)).ToList();

        pages.Free(pfns[1], 0);

        Assert.Equal(pfns[1], pages.Allocate(machine.GfpKernel, 0, FrameUse.Pages));
    }

    [Theory]
    [InlineData("2.6.9")]
    [InlineData("2.6.31")]
    public void A_list_never_holds_more_than_its_high_mark(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 256);
        var pages = machine.Parts.Pages;
        var pfns = Enumerable.Range(0, 1000).Select(_ => pages.Allocate(machine.GfpKernel, 0, FrameUse.Pages)).ToList();
        foreach (var pfn in pfns)
        {
            pages.Free(pfn, 0);
            Assert.InRange(pages.Zones[1].PerCpu!.Hot.Count, 0, pages.Zones[1].PerCpu!.Hot.High);
        }

        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void A_cold_page_of_2_6_9_comes_from_a_list_of_its_own()
    {
        var machine = TestMachine.Boot("2.6.9", 256);
        var pages = machine.Parts.Pages;
        var hot = pages.Zones[1].PerCpu!.Hot.Count;

        pages.Allocate(machine.GfpKernel | GfpFlags.Cold, 0, FrameUse.Pages);

        Assert.Equal(hot, pages.Zones[1].PerCpu!.Hot.Count);
        Assert.Equal(pages.Zones[1].Batch - 1, pages.Zones[1].PerCpu!.Cold!.Count);
    }

    [Fact]
    public void Each_zone_of_2_6_31_reserves_the_blocks_that_hold_its_min_mark()
    {
        // A real boot of 1 GB shows one reserved block in each zone.
        var pages = TestMachine.Boot("2.6.31", 1024).Parts.Pages;

        foreach (var zone in pages.Zones)
        {
            var types = Enumerable
                .Range(0, ((zone.End - zone.Start - 1) >> 10) + 1)
                .Select(block => zone.Blocks![zone.Start + (block << 10)])
                .ToList();
            Assert.Equal(1, types.Count(t => t == MigrateType.Reserve));
        }
    }

    [Fact]
    public void A_kernel_page_steals_the_largest_movable_block_and_claims_it()
    {
        var machine = TestMachine.Boot("2.6.31", 256);
        var pages = machine.Parts.Pages;
        var zone = pages.Zones[1];

        var pfn = pages.Allocate(machine.GfpKernel, 3, FrameUse.Pages);

        Assert.Equal(MigrateType.Unmovable, zone.Blocks![pfn]);
        Assert.Equal(pfn & ~1023, pfn);
        Assert.NotEmpty(zone.Buddy.List(3, MigrateType.Unmovable));
        var movable = pages.Allocate(machine.GfpKernel | GfpFlags.Movable, 3, FrameUse.Pages);
        Assert.NotEqual(pfn >> 10, movable >> 10);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void A_million_pages_of_mixed_orders_and_flags_are_neither_lost_nor_given_out_twice(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var pages = machine.Parts.Pages;
        var dice = new Random(42);
        GfpFlags[] flags =
        [
            machine.GfpKernel,
            machine.GfpKernel | GfpFlags.Highmem,
            machine.GfpKernel | GfpFlags.Highmem | GfpFlags.Movable,
            GfpFlags.High,
            machine.GfpKernel | GfpFlags.Dma,
        ];
        var owner = new bool[pages.Frames.Count];
        var blocks = new List<(int Pfn, int Order)>();
        long owned = 0;
        var free = pages.FreePages + pages.Zones.Sum(z => z.PerCpuPages);
        var atFirst = Enumerable.Range(0, owner.Length).Select(pfn => IsFree(pages, pfn)).ToArray();
        for (var step = 0; step < 1_000_000; step++)
        {
            if (blocks.Count > 0 && dice.Next(100) < 48)
            {
                var at = dice.Next(blocks.Count);
                var (pfn, order) = blocks[at];
                blocks[at] = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                owner.AsSpan(pfn, 1 << order).Clear();
                owned -= 1 << order;
                pages.Free(pfn, order);
            }
            else
            {
                var order = dice.Next(4) == 0 ? dice.Next(pages.MaxOrder) : 0;
                var pfn = pages.Allocate(flags[dice.Next(flags.Length)], order, FrameUse.Pages);
                if (pfn != 0)
                {
                    var span = owner.AsSpan(pfn, 1 << order);
                    Assert.False(span.Contains(true));
                    span.Fill(true);
                    owned += 1 << order;
                    blocks.Add((pfn, order));
                }
            }

            if (step % 200_000 == 0)
            {
                Assert.Empty(machine.Audit());
                Assert.All(
                    pages.Zones,
                    zone => Assert.Equal(Model(zone, atFirst, owner, pages.MaxOrder), Counts(zone, pages))
                );
            }
        }

        Assert.Equal(free, owned + pages.FreePages + pages.Zones.Sum(z => z.PerCpuPages));
        foreach (var (pfn, order) in blocks)
        {
            pages.Free(pfn, order);
        }

        Assert.Empty(machine.Audit());
        Assert.All(
            pages.Zones,
            zone => Assert.Equal(Model(zone, atFirst, new bool[owner.Length], pages.MaxOrder), Counts(zone, pages))
        );
    }

    private static bool IsFree(PageAllocator pages, int pfn) =>
        pages.Frames.Use(pfn) is FrameUse.Free or FrameUse.PerCpu;

    private static int[] Counts(Zone zone, PageAllocator pages) =>
        [.. Enumerable.Range(0, pages.MaxOrder).Select(zone.Buddy.FreeBlocks)];

    // Where merging is complete, the blocks follow from which pages are free: the largest aligned ones that fit.
    private static int[] Model(Zone zone, bool[] atFirst, bool[] owned, int orders)
    {
        var free = new bool[atFirst.Length];
        for (var pfn = zone.Start; pfn < zone.End; pfn++)
        {
            free[pfn] = atFirst[pfn] && !owned[pfn];
        }

        foreach (var pfn in (zone.PerCpu?.Hot.Pages ?? []).Concat(zone.PerCpu?.Cold?.Pages ?? []))
        {
            free[pfn] = false;
        }

        var counts = new int[orders];
        for (var order = orders - 1; order >= 0; order--)
        {
            var size = 1 << order;
            for (var pfn = (zone.Start + size - 1) & -size; pfn + size <= zone.End; pfn += size)
            {
                if (!free.AsSpan(pfn, size).Contains(false))
                {
                    free.AsSpan(pfn, size).Clear();
                    counts[order]++;
                }
            }
        }

        return counts;
    }
}
