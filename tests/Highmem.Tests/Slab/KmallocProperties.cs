using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Tests.Slab;

/// <summary>A million random kmallocs and kfrees against a plain model.</summary>
public sealed class KmallocProperties
{
    private const int Steps = 1_000_000;
    private const int Granule = 8;

    [Theory]
    [EachKernel(1)]
    [InlineData("2.4.21", 2)]
    [InlineData("2.6.9", 2)]
    [InlineData("2.6.31", 4)]
    public void Live_objects_never_overlap(string kernel, int cpus)
    {
        var machine = TestMachine.Boot(kernel, 256, cpus: cpus);
        var random = new Random(20030613);
        var taken = new bool[(int)((machine.HighMemory - machine.PageOffset) / Granule)];
        var live = new List<(KmallocObject Item, GfpFlags Gfp)>();
        for (var step = 0; step < Steps; step++)
        {
            // The population swells and shrinks, so that slabs fill and empty.
            var wanted = step / 50_000 % 2 == 0 ? 60 : 40;
            if (live.Count == 0 || (random.Next(100) < wanted && live.Count < 20_000))
            {
                Take(machine, random, taken, live);
            }
            else
            {
                Give(machine, random.Next(live.Count), taken, live);
            }

            if (step % (Steps / 5) == 0)
            {
                CheckCounts(machine, live);
            }
        }

        CheckCounts(machine, live);
        while (live.Count > 0)
        {
            Give(machine, live.Count - 1, taken, live);
        }

        Assert.DoesNotContain(true, taken);
        CheckCounts(machine, live);
    }

    private static void Take(
        I386Machine machine,
        Random random,
        bool[] taken,
        List<(KmallocObject Item, GfpFlags Gfp)> live
    )
    {
        // Sizes of all magnitudes, small ones most.
        var size = 1 + random.NextInt64(1L << random.Next(4, random.Next(5, 18)));
        var gfp = machine.GfpKernel | (random.Next(50) == 0 ? GfpFlags.Dma : GfpFlags.None);
        if (machine.Kmalloc(size, gfp).Object is not { } item)
        {
            return;
        }

        Assert.True(item.ObjectSize >= size);
        Assert.True(item.Address >= machine.PageOffset && item.Address + item.ObjectSize <= machine.HighMemory);
        Assert.Equal(item.Address - machine.PageOffset, (long)item.PhysicalAddress!.Value);
        Assert.True((gfp & GfpFlags.Dma) == GfpFlags.None || (long)item.PhysicalAddress.Value < 16 << 20);
        var granules = Granules(machine, item, taken);
        if (granules.Contains(true))
        {
            Assert.Fail($"{item} overlaps a live object");
        }

        granules.Fill(true);
        live.Add((item, gfp));
    }

    private static void Give(
        I386Machine machine,
        int index,
        bool[] taken,
        List<(KmallocObject Item, GfpFlags Gfp)> live
    )
    {
        var item = live[index].Item;
        var outcome = machine.Kfree(item.Address);
        Assert.Equal(KfreeResult.Freed, outcome.Result);
        Assert.Equal(item.ObjectSize, outcome.Object!.ObjectSize);
        Assert.Equal(item.Cache, outcome.Object.Cache);
        Granules(machine, item, taken).Clear();
        live[index] = live[^1];
        live.RemoveAt(live.Count - 1);
    }

    private static Span<bool> Granules(I386Machine machine, KmallocObject item, bool[] taken) =>
        taken.AsSpan((int)((item.Address - machine.PageOffset) / Granule), (int)(item.ObjectSize / Granule));

    private static void CheckCounts(I386Machine machine, List<(KmallocObject Item, GfpFlags Gfp)> live)
    {
        Assert.Empty(machine.Audit());
        var counts = live.CountBy(l => l.Item.Cache).ToDictionary();
        foreach (var info in machine.GetSlabInfo())
        {
            // The rest is management of slabs of other caches.
            Assert.True(info.AllocatedObjects >= counts.GetValueOrDefault(info.Name));
            Assert.InRange(info.ActiveObjects, info.AllocatedObjects, info.Objects);
        }

        var management = machine.Parts.Slab.Slabs.Count(s => s.Management >= 0);
        var blocks = counts.GetValueOrDefault("");
        Assert.Equal(live.Count - blocks + management, machine.Parts.Slab.ObjectsInUse);
        Assert.Equal(
            live.Where(l => l.Item.Cache.Length == 0).Sum(l => l.Item.ObjectSize / PageSize.Bytes),
            machine.Parts.Slab.LargePages
        );
    }
}
