using Highmem.Boot;
using Highmem.Machine;
using Highmem.Vmalloc;

namespace Highmem.Tests.Vmalloc;

/// <summary>A million calls of vmalloc, vmap, ioremap, vm_map_ram and their counterparts against the kernels' plain walks.</summary>
public sealed class FamilyProperties
{
    private const int Steps = 1_000_000;
    private const long Page = 4096;
    private const long DeviceStart = 0xE0000000;

    [Theory]
    [EachKernel(false)]
    [InlineData("2.6.31", true)]
    public void Addresses_are_those_of_the_naive_walk(string kernel, bool pae)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: pae ? HighmemSupport.Highmem64G : null);
        var run = new Run(machine, kernel);

        // A large device leaves 6 to 8 MB, so that the window is often full.
        run.MapDevice((int)((machine.VmallocEnd - machine.VmallocStart) / Page) - 2048);
        for (var step = 0; step < Steps; step++)
        {
            run.Step();
            if (step % (Steps / 5) == 0)
            {
                run.Check();
            }
        }

        run.Check();
        run.FreeAll();
        run.Check();
    }

    private sealed class Run(I386Machine machine, string kernel)
    {
        private readonly NaiveVmalloc naive = new(kernel, machine.VmallocStart, machine.VmallocEnd);
        private readonly Random random = new(20090909);
        private readonly List<(Kind Kind, long Address, int Pages)> live = [];
        private readonly int[] frames =
        [
            .. Enumerable.Range(0, 40).Select(_ => machine.AllocPages(machine.GfpKernel, 0).Block!.Pfn),
        ];

        private enum Kind
        {
            Vmalloc,
            Vmap,
            Ioremap,
            MapRam,
        }

        public void Step()
        {
            // The population swells and shrinks, so that holes of all sizes come and go.
            var wanted = random.Next(5000) < 2600 ? 60 : 20;
            if (kernel == "2.6.31" && random.Next(20_000) == 0)
            {
                machine.PurgeVmalloc();
                naive.Purge();
            }
            else if (live.Count == 0 || (random.Next(100) < 50 && live.Count < wanted))
            {
                Take();
            }
            else
            {
                Give(random.Next(live.Count));
            }
        }

        public void MapDevice(int pages) => Add(Kind.Ioremap, pages, naive.Ioremap(pages), Ioremap(pages));

        public void Check()
        {
            Assert.Equal(naive.Live, machine.GetVmList().Select(a => (long)a.Address));
            Assert.Equal(live.Count(item => item.Kind == Kind.MapRam), machine.GetVmRamMappings().Count);
            Assert.Empty(machine.Audit());
        }

        public void FreeAll()
        {
            while (live.Count > 0)
            {
                Give(live.Count - 1);
            }
        }

        private void Take()
        {
            // 2.4.21 has only two of them.
            var kind = (Kind)random.Next(4);
            kind =
                kernel == "2.4.21" && kind is Kind.Vmap or Kind.MapRam ? Kind.Ioremap
                : kernel == "2.6.9" && kind == Kind.MapRam ? Kind.Vmap
                : kind;
            var pages = 1 + random.Next(1 << random.Next(1, 8));
            pages = kind is Kind.Vmap or Kind.MapRam ? Math.Min(pages, frames.Length) : pages;
            switch (kind)
            {
                case Kind.Vmalloc:
                    // Now and then large enough for an array in vmalloc space (2.6.31), or for nothing that is left.
                    pages = random.Next(2000) == 0 ? random.Next(1000, 2000) : pages;
                    var size = (pages * Page) - random.Next((int)Page);
                    Add(kind, pages, naive.Allocate(size), (long?)machine.Vmalloc(size).Area?.Address);
                    break;
                case Kind.Vmap:
                    Add(kind, pages, naive.Map(pages), (long?)machine.Vmap(frames[..pages]).Area?.Address);
                    break;
                case Kind.Ioremap:
                    Add(kind, pages, naive.Ioremap(pages), Ioremap(pages));
                    break;
                default:
                    Add(kind, pages, naive.MapRam(pages), (long?)machine.VmMapRam(frames[..pages]).Mapping?.Address);
                    break;
            }
        }

        private void Add(Kind kind, int pages, long? expected, long? found)
        {
            Assert.Equal(expected, found);
            if (found is { } address)
            {
                live.Add((kind, address, pages));
            }
        }

        private long? Ioremap(int pages) => (long?)machine.Ioremap(DeviceStart, pages * Page).Mapping?.Address;

        private void Give(int index)
        {
            var (kind, address, pages) = live[index];
            (live[index], live[^1]) = (live[^1], live[index]);
            live.RemoveAt(live.Count - 1);
            if (kind == Kind.MapRam)
            {
                naive.UnmapRam(address, pages);
                Assert.Equal(VmUnmapRamResult.Unmapped, machine.VmUnmapRam(address, pages).Result);
                return;
            }

            naive.Free(address);
            var outcome = kind switch
            {
                Kind.Vmalloc => machine.Vfree(address),
                Kind.Vmap => machine.Vunmap(address),
                _ => machine.Iounmap(address),
            };
            Assert.True(outcome.Succeeded, outcome.Reason);
        }
    }
}
