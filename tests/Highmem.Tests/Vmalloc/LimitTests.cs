using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace Highmem.Tests.Vmalloc;

/// <summary>What is said about the limits of a machine is what happens on its twin, and the machine itself does not change.</summary>
public sealed class LimitTests
{
    private const long Megabyte = 1 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2.4.21", 256)]
    [EachKernel(1024)]
    [InlineData("2.6.9", 128)]
    [InlineData("2.6.9", 2048)]
    [InlineData("2.6.31", 128)]
    [InlineData("2.6.31", 2048)]
    public void The_limits_are_what_happens_on_a_twin(string kernel, long megabytes)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var machine = Twin(kernel, megabytes, seed);
            var before = Describe(machine);
            var limit = machine.FindVmallocLimit(stop: Stop);
            var small = machine.CountVmallocAreas(300_000, stop: Stop);
            Assert.Equal(before, Describe(machine));
            Assert.Empty(machine.Audit());

            var twin = Twin(kernel, megabytes, seed);
            Assert.Equal(before, Describe(twin));
            Assert.Equal(limit.Areas, twin.Vmalloc(Math.Max(limit.Size, 4096)).Area is null ? 0 : 1);
            Assert.Equal((limit.LowFreePages, limit.HighFreePages), (twin.LowFreePages, twin.HighFreePages));

            var failed = Twin(kernel, megabytes, seed).Vmalloc(limit.Size + 4096);
            Assert.Equal((null, limit.Failure), (failed.Area, failed.Failure));

            var counted = Twin(kernel, megabytes, seed);
            var areas = 0;
            VmallocOutcome outcome;
            while ((outcome = counted.Vmalloc(300_000)).Area is not null)
            {
                areas++;
            }

            Assert.Equal((areas, outcome.Failure), (small.Areas, small.Failure));
            Assert.Equal((counted.LowFreePages, counted.HighFreePages), (small.LowFreePages, small.HighFreePages));
            Assert.Equal(counted.MeasureVmalloc().LargestHole, small.LargestHole);
        }
    }

    [Fact]
    public void Each_limit_is_told_by_its_kind()
    {
        Assert.Equal(
            VmallocLimitKind.AddressSpace,
            TestMachine.Boot("2.6.31", 1024).FindVmallocLimit(stop: Stop).StoppedBy
        );
        Assert.Equal(
            VmallocLimitKind.RequestSize,
            TestMachine.Boot("2.4.21", 64).CountVmallocAreas(65 * Megabyte, stop: Stop).StoppedBy
        );
        Assert.Equal(VmallocLimitKind.Pages, TestMachine.Boot("2.4.21", 64).FindVmallocLimit(stop: Stop).StoppedBy);
        Assert.Equal(
            (VmallocLimitKind.KmallocLimit, 128 * Megabyte),
            (
                TestMachine.Boot("2.6.9", 1024, "vmalloc=512M").FindVmallocLimit(stop: Stop).StoppedBy,
                TestMachine.Boot("2.6.9", 1024, "vmalloc=512M").FindVmallocLimit(stop: Stop).Size
            )
        );
        var machine = TestMachine.Boot("2.6.9", 1024);
        machine.ExhaustLowMemory();
        Assert.Equal(VmallocLimitKind.LowMemory, machine.CountVmallocAreas(Megabyte, stop: Stop).StoppedBy);
        Assert.Equal(
            (VmallocLimitKind.None, 3),
            (
                machine.CountVmallocAreas(4096, most: 0, stop: Stop).StoppedBy,
                TestMachine.Boot("2.6.9", 512).CountVmallocAreas(4096, 3, stop: Stop).Areas
            )
        );
    }

    [Fact]
    public void The_search_can_be_ended()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            TestMachine.Boot("2.6.31", 512).FindVmallocLimit(stop: source.Token)
        );
    }

    private static I386Machine Twin(string kernel, long megabytes, int seed)
    {
        var machine = TestMachine.Boot(kernel, megabytes, cpus: 1 + (seed % 2));
        var random = new Random(seed);
        var live = new List<VirtualAddress>();
        for (var i = 0; i < seed * 30; i++)
        {
            if (live.Count > 0 && random.Next(3) == 0)
            {
                var index = random.Next(live.Count);
                machine.Vfree(live[index]);
                live.RemoveAt(index);
            }
            else if (machine.Vmalloc(random.NextInt64(1, 4096L << random.Next(10))).Area is { } area)
            {
                live.Add(area.Address);
            }
        }

        if (seed == 5)
        {
            machine.ExhaustLowMemory();
        }

        return machine;
    }

    private static string Describe(I386Machine machine) =>
        string.Join(
            '\n',
            machine
                .Log()
                .Concat(machine.GetVmList().Select(a => a.ToString()))
                .Concat(machine.GetZones().Select(z => z.ToString()!))
                .Concat(
                    machine
                        .GetBuddyInfo()
                        .Select(b =>
                            FormattableString.Invariant($"{b.Order0} {b.Order1} {b.Order2} {b.Order3} {b.Order10}")
                        )
                )
                .Append(
                    FormattableString.Invariant(
                        $"{machine.NodesScanned} {machine.PtesWritten} {machine.PageTablePages} {machine.TlbFlushes} {machine.PagesZeroed} {machine.Purges} {machine.LazyPages} {machine.PagesFromNormal}"
                    )
                )
        );
}
