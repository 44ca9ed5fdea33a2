using FsCheck;
using FsCheck.Fluent;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Tests.Vmalloc;

/// <summary>Any sequence of vmalloc and vfree gives the addresses that the kernel's own walk would.</summary>
public sealed class PlacementProperties
{
    [Theory]
    [EachKernel]
    public void Addresses_are_those_of_the_naive_walk(string kernel)
    {
        // Most areas are small, some so large that the window of 100 MB fills up.
        var sizes = Gen.Frequency(
            (6, Gen.Choose(1, 40000)),
            (2, Gen.Choose(1, 100).Select(pages => pages * 4096)),
            (1, Gen.Choose(1, 24).Select(megabytes => megabytes << 20))
        );
        var operations = Gen.Zip(Gen.Choose(0, 99), sizes).ListOf(400).ToArbitrary();

        Prop.ForAll(operations, steps => Replay(kernel, 1024, steps, auditEvery: 100))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20).WithQuietOnSuccess(true));
    }

    [Theory]
    [EachKernel]
    public void The_audit_is_clean_after_each_step(string kernel)
    {
        var operations = Gen.Zip(Gen.Choose(0, 99), Gen.Choose(0, 300000)).ListOf(40).ToArbitrary();

        Prop.ForAll(operations, steps => Replay(kernel, 32, steps, auditEvery: 1))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15).WithQuietOnSuccess(true));
    }

    private static void Replay(string kernel, long megabytes, IEnumerable<(int Dice, int Size)> steps, int auditEvery)
    {
        var machine = I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get(kernel), Map = E820Map.FromMemorySize(megabytes << 20) }
        );
        var naive = new NaiveVmalloc(kernel, machine.VmallocStart, machine.VmallocEnd);
        var live = new List<long>();
        var step = 0;
        foreach (var (dice, size) in steps)
        {
            if (dice < 40 && live.Count > 0)
            {
                var address = live[dice * 7919 % live.Count];
                live.Remove(address);
                naive.Free(address);
                machine.Vfree(address);
            }
            else if (size > 0)
            {
                var expected = naive.Allocate(size);
                var area = machine.Vmalloc(size).Area;
                Assert.Equal(expected, (long?)area?.Address);
                if (expected is { } address)
                {
                    live.Add(address);
                }
            }

            step++;
            if (step % auditEvery == 0)
            {
                Assert.Empty(machine.Audit());
            }
        }

        Assert.Equal(naive.Live, machine.GetVmList().Select(a => (long)a.Address));
        Assert.Empty(machine.Audit());
    }
}
