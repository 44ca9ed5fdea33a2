using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Machine.Views;

namespace Highmem.Tests.HighMemory;

/// <summary>
/// A long random life with kmap, kunmap, kmap_atomic and reads and writes through all their addresses, against a model
/// that knows only what was last written to each page: with the kernels' flushes no read is ever stale.
/// </summary>
public sealed class WindowProperties
{
    private const int First = 0x3A000;
    private const int Operations = 1_000_000;

    [Theory]
    [EachKernel(HighmemSupport.Highmem4G)]
    [InlineData("2.6.31", HighmemSupport.Highmem64G)]
    public void Every_read_gives_what_was_last_written_to_the_page(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem, cpus: 2);
        var stale = new Life(machine, pages: 1500, seed: 1).Run(Operations);

        Assert.Equal((0, 0L), (stale, machine.StaleAccesses));
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void Without_the_flush_a_read_gives_another_page(string kernel)
    {
        var machine = I386Machine.Boot(
            new MachineOptions
            {
                Kernel = KernelProfiles.Get(kernel),
                ProcessorCount = 2,
                Break = BrokenRules.NoFlush,
            }
        );

        var stale = new Life(machine, pages: 1500, seed: 1).Run(100_000);

        Assert.True(stale > 0);
        Assert.True(machine.StaleAccesses >= stale);
    }

    [Theory]
    [EachKernel]
    public void The_audit_is_clean_after_each_step(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: HighmemSupport.Highmem64G, cpus: 2);
        var life = new Life(machine, pages: 700, seed: 2);
        for (var i = 0; i < 60; i++)
        {
            life.Run(40);
            Assert.Empty(machine.Audit());
        }
    }

    // Some pages are held for long, most for a moment; a page's content is the number written to it last.
    private sealed class Life(I386Machine machine, int pages, int seed)
    {
        private readonly Random random = new(seed);
        private readonly int[] contents = new int[pages];
        private readonly List<(int Page, VirtualAddress Address)> held = [];
        private int written;

        public int Run(int operations)
        {
            var stale = 0;
            for (var i = 0; i < operations; i++)
            {
                var page = random.Next(pages);
                switch (random.Next(8))
                {
                    case 0 or 1 when held.Count < machine.PkmapSlots - 1:
                        held.Add((page, machine.Kmap(First + page).Result!.Address!.Value));
                        break;
                    case 2 or 3 or 4 when held.Count > 0:
                        var at = random.Next(held.Count);
                        Assert.Equal(KmapFailure.None, machine.Kunmap(First + held[at].Page).Failure);
                        held[at] = held[^1];
                        held.RemoveAt(held.Count - 1);
                        break;
                    case 5:
                        stale += ThroughAtomic(page);
                        break;
                    default:
                        stale += held.Count > 0 ? Touch(held[random.Next(held.Count)]) : 0;
                        break;
                }
            }

            return stale;
        }

        private int ThroughAtomic(int page)
        {
            var (type, cpu) = (random.Next(3, 5), random.Next(2));
            var address = machine.KmapAtomic(First + page, type, cpu).Result!.Address;
            var stale = Touch((page, address), cpu);
            machine.KunmapAtomic(address, type, cpu);
            return stale;
        }

        private int Touch((int Page, VirtualAddress Address) window, int? onCpu = null)
        {
            var cpu = onCpu ?? random.Next(2);
            if (random.Next(2) == 0)
            {
                contents[window.Page] = ++written;
                machine.Write(window.Address, BitConverter.GetBytes(written), cpu);
                return 0;
            }

            var read = BitConverter.ToInt32(machine.ReadBytes(window.Address, sizeof(int), cpu));
            return read == contents[window.Page] ? 0 : 1;
        }
    }
}
