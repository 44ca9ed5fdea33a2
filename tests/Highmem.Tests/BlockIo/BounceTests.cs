using Highmem.Addressing;
using Highmem.BlockIo;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace Highmem.Tests.BlockIo;

/// <summary>Block I/O through low pages, with each kernel's pools, limits and messages.</summary>
public sealed class BounceTests
{
    private const string Pool21 = "allocated 32 pages and 32 bhs reserved for the highmem bounces";
    private const string Pool26 = "highmem bounce pool size: 64 pages";

    [Theory]
    [InlineData("2.4.21", Pool21, 32)]
    [InlineData("2.6.9", Pool26, 64)]
    [InlineData("2.6.31", Pool26, 64)]
    public void Boot_fills_the_pool_where_there_is_high_memory(string kernel, string line, int pages)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var without = TestMachine.Boot(kernel, 512);

        Assert.Equal(line, Assert.Single(machine.Log(), l => l.Contains("bounce", StringComparison.Ordinal)));
        Assert.Equal(pages, Count(machine));
        Assert.DoesNotContain(without.Log(), l => l.Contains("bounce", StringComparison.Ordinal));
        Assert.Equal(0, Count(without));
        Assert.Empty(machine.Audit());

        // They count as memory of the machine (totalram_pages), and are told behind the Memory line.
        var log = machine.Log().ToList();
        Assert.True(log.IndexOf(line) > log.FindIndex(l => l.StartsWith("Memory:", StringComparison.Ordinal)));
        Assert.True(log.IndexOf(line) < log.FindIndex(l => l.StartsWith("Freeing unused", StringComparison.Ordinal)));
    }

    [Theory]
    [EachKernel]
    public void A_device_for_low_memory_gets_a_low_page_instead_of_a_high_one(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var (high, low) = (Page(machine, "GFP_HIGHUSER"), Page(machine, "GFP_KERNEL"));

        var bounced = machine.SubmitIo(high, IoDirection.Write).Io!;

        Assert.True(bounced is { Bounced: true, BounceZone: "Normal", FromPool: false, State: BlockIoState.InFlight });
        Assert.Equal(kernel == "2.4.21" ? 32 : 64, bounced.PoolFree);
        Assert.False(machine.SubmitIo(high, IoDirection.Write, BounceLimit.Any).Io!.Bounced);
        Assert.False(machine.SubmitIo(low, IoDirection.Write).Io!.Bounced);
        Assert.Equal([1, 2, 3], machine.GetPendingIo().Select(io => io.Id));
        Assert.Empty(machine.Audit());
    }

    // The last low page is reached, the first high one is not, in both ways of comparing.
    [Theory]
    [EachKernel]
    public void The_border_is_max_low_pfn(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);

        Assert.False(IsBounced(machine, machine.MaxLowPfn - 1, BounceLimit.High));
        Assert.True(IsBounced(machine, machine.MaxLowPfn, BounceLimit.High));
        Assert.False(IsBounced(machine, machine.MaxPfn - 1, BounceLimit.Any));
    }

    // ISA_DMA_THRESHOLD is 0xffffff: 2.6.9 compares the frame with "below", and bounces the last one of the 16 MB.
    [Theory]
    [InlineData("2.6.9", true)]
    [InlineData("2.6.31", false)]
    public void An_ISA_device_has_a_pool_of_its_own_below_16_MB(string kernel, bool bouncesTheLast)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var before = Count(machine);
        var page = Page(machine, "GFP_KERNEL");

        var outcome = machine.SubmitIo(page, IoDirection.Write, BounceLimit.Isa);

        Assert.Equal(["isa bounce pool size: 16 pages"], outcome.KernelMessages);
        Assert.Equal(("DMA", 16), (outcome.Io!.BounceZone, outcome.Io.PoolFree));
        Assert.Equal(17, Count(machine) - before);
        Assert.Empty(machine.SubmitIo(page, IoDirection.Write, BounceLimit.Isa).KernelMessages);
        Assert.Equal(bouncesTheLast, IsBounced(machine, 4095, BounceLimit.Isa));
        Assert.False(IsBounced(machine, 4094, BounceLimit.Isa));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Linux_2_4_knows_no_ISA_devices()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);

        var outcome = machine.SubmitIo(Page(machine, "GFP_KERNEL"), IoDirection.Write, BounceLimit.Isa);

        Assert.Null(outcome.Io);
        Assert.Contains("BLK_BOUNCE_ISA", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_option_nohighio_makes_2_4_bounce_for_all_devices()
    {
        var machine = TestMachine.Boot("2.4.21", 1024, "nohighio");

        Assert.Contains("i386: disabling HIGHMEM block I/O", machine.Log());
        Assert.True(machine.SubmitIo(Page(machine, "GFP_HIGHUSER"), IoDirection.Write, BounceLimit.Any).Io!.Bounced);
        var other = TestMachine.Boot("2.6.9", 1024, "nohighio");
        Assert.DoesNotContain("i386: disabling HIGHMEM block I/O", other.Log());
        Assert.False(other.SubmitIo(Page(other, "GFP_HIGHUSER"), IoDirection.Write, BounceLimit.Any).Io!.Bounced);
    }

    // linux/blkdev.h: BLK_BOUNCE_ANY is an unsigned long of 32 bits in 2.4.
    [Theory]
    [InlineData("2.4.21", true)]
    [InlineData("2.6.9", false)]
    public void Above_4_GB_2_4_loses_the_upper_bits_of_a_device_without_limit(string kernel, bool bounced)
    {
        var machine = TestMachine.Boot(kernel, 5120, highmem: HighmemSupport.Highmem64G);

        Assert.True(machine.MaxPfn > 1 << 20);
        Assert.Equal(bounced, IsBounced(machine, machine.MaxPfn - 1, BounceLimit.Any));
    }

    [Theory]
    [EachKernel(BounceLimit.High)]
    [InlineData("2.6.31", BounceLimit.Any)]
    [InlineData("2.6.31", BounceLimit.Isa)]
    public void What_is_written_to_the_disk_comes_back(string kernel, BounceLimit limit)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var area = machine.Vmalloc(2 * 4096).Area!;
        var bytes = new byte[4096];
        new Random(1).NextBytes(bytes);
        machine.Write(area.Address, bytes);

        Do(machine, area.Address, IoDirection.Write, limit, 800);
        Do(machine, area.Address + 4096, IoDirection.Read, limit, 800);

        Assert.Equal(bytes, machine.ReadBytes(area.Address + 4096, 4096));
        Do(machine, area.Address + 4096, IoDirection.Read, limit, 808);
        Assert.Equal(new byte[4096], machine.ReadBytes(area.Address + 4096, 4096));
        Do(machine, area.Address + 4096, IoDirection.Read, limit, 801);
        Assert.Equal(bytes[512..], machine.ReadBytes(area.Address + 4096, 4096 - 512));
        Assert.Empty(machine.GetPendingIo());
        Assert.Empty(machine.Audit());
    }

    // The copy is made when the I/O begins; a device that reaches the page takes what is there when it gets to it.
    [Theory]
    [InlineData(BounceLimit.High, 1)]
    [InlineData(BounceLimit.Any, 2)]
    public void A_bounced_write_carries_what_the_page_held_at_first(BounceLimit limit, byte expected)
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        var area = machine.Vmalloc(4096).Area!;
        var pfn = machine.Resolve(area.Address).PageFrame!.Value;
        machine.Write(area.Address, [1]);
        var io = machine.SubmitIo(pfn, IoDirection.Write, limit).Io!;
        machine.Write(area.Address, [2]);
        machine.CompleteIo(io.Id);

        Do(machine, area.Address, IoDirection.Read, limit, 0);

        Assert.Equal(expected, machine.ReadBytes(area.Address, 1)[0]);
    }

    [Theory]
    [InlineData("2.4.21", 32)]
    [InlineData("2.6.9", 64)]
    [InlineData("2.6.31", 64)]
    public void With_low_memory_gone_the_pool_serves_and_then_I_O_waits_for_the_first_to_end(string kernel, int size)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var high = Page(machine, "GFP_HIGHUSER");
        ExhaustLow(machine);

        var pending = new List<PendingIo>();
        do
        {
            pending.Add(machine.SubmitIo(high, IoDirection.Write).Io!);
        } while (pending[^1].State != BlockIoState.Waiting);

        Assert.Equal(size, pending.Count(io => io.FromPool));
        Assert.Equal((0, null), (pending[^1].PoolFree, pending[^1].BouncePfn));
        pending.Add(machine.SubmitIo(high, IoDirection.Write).Io!);
        Assert.Equal(BlockIoState.Waiting, pending[^1].State);
        Assert.Contains("waits for a page", machine.CompleteIo(pending[^1].Id).Reason, StringComparison.Ordinal);
        Assert.Empty(machine.Audit());

        // The page goes to the pool, whoever it came from, and from there to the one that has waited longest.
        var first = machine.CompleteIo(pending[0].Id);

        Assert.Equal(BlockIoState.Completed, first.Io!.State);
        var resumed = Assert.Single(first.Resumed);
        Assert.Equal(pending[^2].Id, resumed.Id);
        Assert.True(resumed is { State: BlockIoState.InFlight, FromPool: true });
        Assert.Equal(pending[0].BouncePfn, resumed.BouncePfn);
        foreach (var io in machine.GetPendingIo().Where(io => io.State == BlockIoState.InFlight))
        {
            machine.CompleteIo(io.Id);
        }

        Assert.Empty(machine.Audit());
        foreach (var io in machine.GetPendingIo())
        {
            Assert.Equal(BlockIoState.InFlight, io.State);
            machine.CompleteIo(io.Id);
        }

        // The pool is full again, and all else is with the allocator.
        Assert.Equal(size, Count(machine));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Only_2_6_31_counts_what_is_bounced()
    {
        foreach (var (kernel, kilobytes) in (ReadOnlySpan<(string, long)>)[("2.6.9", 0), ("2.6.31", 8)])
        {
            var machine = TestMachine.Boot(kernel, 1024);
            machine.SubmitIo(Page(machine, "GFP_HIGHUSER"), IoDirection.Write);
            var io = machine.SubmitIo(Page(machine, "GFP_HIGHUSER"), IoDirection.Write).Io!;

            Assert.Equal(kilobytes << 10, machine.GetMemoryInfo().Bounce);
            machine.CompleteIo(io.Id);
            Assert.Equal(kilobytes << 9, machine.GetMemoryInfo().Bounce);
        }
    }

    [Theory]
    [InlineData(IoDirection.Read, BlockIoState.PageGone)]
    [InlineData(IoDirection.Write, BlockIoState.Completed)]
    public void A_page_that_is_freed_meanwhile_is_left_alone(IoDirection direction, BlockIoState state)
    {
        var machine = TestMachine.Boot("2.6.9", 1024);
        var pfn = Page(machine, "GFP_HIGHUSER");
        var io = machine.SubmitIo(pfn, direction, data: [7]).Io!;
        machine.FreePages(pfn, 0);

        Assert.Equal(state, machine.CompleteIo(io.Id).Io!.State);

        Assert.Equal(64, Count(machine));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Bad_input_is_refused_and_changes_nothing()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        var free = machine.GetPageFrames().First(f => f.State == FrameUse.Free).Pfn;

        foreach (var pfn in (int[])[-1, 0, 256, free, (int)machine.MaxPfn, int.MaxValue])
        {
            var outcome = machine.SubmitIo(pfn, IoDirection.Read);
            Assert.Null(outcome.Io);
            Assert.Contains("page frame", outcome.Reason, StringComparison.Ordinal);
        }

        var page = Page(machine, "GFP_KERNEL");
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.SubmitIo(page, IoDirection.Read, sector: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.SubmitIo(page, IoDirection.Read, sector: 1L << 32));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            machine.SubmitIo(page, IoDirection.Read, data: new byte[4097])
        );
        Assert.Contains("no I/O 1 in flight", machine.CompleteIo(1).Reason, StringComparison.Ordinal);
        Assert.Empty(machine.GetPendingIo());
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void Random_I_O_never_loses_a_page_or_a_byte(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var random = new Random(20040619);
        var area = machine.Vmalloc(64 * 4096).Area!;
        var frames = Enumerable
            .Range(0, 64)
            .Select(i => machine.Resolve(area.Address + (i * 4096)).PageFrame!.Value)
            .ToArray();
        var memory = new byte[64];
        var disk = new byte[32];
        ExhaustLow(machine);
        var written = new Dictionary<int, (int Page, int Block, bool Write, byte Value)>();
        for (var step = 0; step < 20_000; step++)
        {
            var ready = machine.GetPendingIo().Where(io => io.State == BlockIoState.InFlight).ToList();
            if (random.Next(2) == 0 && ready.Count > 0)
            {
                // A page or a block is in one I/O at a time, so that the model needs no order.
                var io = ready[random.Next(ready.Count)];
                var (page, block, write, value) = written[io.Id];
                written.Remove(io.Id);
                machine.CompleteIo(io.Id);
                if (write)
                {
                    disk[block] = value;
                }
                else
                {
                    memory[page] = disk[block];
                    Assert.Equal(memory[page], machine.ReadBytes(area.Address + (page * 4096) + 4095, 1)[0]);
                }
            }
            else
            {
                Begin(random.Next(64), random.Next(32), random.Next(2) == 0);
            }

            if (step % 2000 == 0)
            {
                Assert.Empty(machine.Audit());
            }
        }

        void Begin(int page, int block, bool write)
        {
            if (written.Values.Any(io => io.Page == page || io.Block == block))
            {
                return;
            }

            if (write)
            {
                memory[page] = (byte)random.Next(256);
                machine.Write(area.Address + (page * 4096) + 4095, [memory[page]]);
            }

            var direction = write ? IoDirection.Write : IoDirection.Read;
            var io = machine.SubmitIo(frames[page], direction, BounceLimit.High, block * 8).Io!;
            written.Add(io.Id, (page, block, write, memory[page]));
        }
    }

    private static void Do(
        I386Machine machine,
        VirtualAddress address,
        IoDirection direction,
        BounceLimit limit,
        long sector
    )
    {
        var io = machine.SubmitIo(machine.Resolve(address).PageFrame!.Value, direction, limit, sector).Io!;
        Assert.Equal(limit != BounceLimit.Any, io.Bounced);
        Assert.Equal(BlockIoState.Completed, machine.CompleteIo(io.Id).Io!.State);
    }

    private static int Page(I386Machine machine, string gfp) =>
        machine.AllocPages(machine.Profile.Physical.Gfp.Parse(gfp), 0).Block!.Pfn;

    // Every page that a request of the bounce code itself could get.
    private static void ExhaustLow(I386Machine machine)
    {
        var gfp = machine.Profile.Bounce.PageGfp & machine.Profile.Physical.Gfp.Known;
        while (machine.AllocPages(gfp, 0).Block is not null) { }
    }

    // Asks for a frame that nobody may have been given yet.
    private static bool IsBounced(I386Machine machine, long pfn, BounceLimit limit) =>
        machine.Parts.Bounce.Submit((int)pfn, IoDirection.Read, limit, 0).Pool is not null;

    private static int Count(I386Machine machine) =>
        machine.CountFrames(0, (int)machine.MaxPfn, (int)machine.MaxPfn).Sum(FrameUse.BounceBuffer);
}
