using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace Highmem.Tests.Processes;

/// <summary>
/// Random processes, mappings, switches, accesses and vmalloc areas against a model of what every page holds. Every read
/// is compared with it.
/// </summary>
public sealed class ProcessProperties
{
    private const int Steps = 40_000;
    private const int PagesOfMapping = 40;

    // Apart from each other, on both sides of the borders of page tables and of PAE's gigabytes.
    private static readonly VirtualAddress[] Places =
    [
        0x00000000,
        0x08048000,
        0x3FFF0000,
        0x40400000,
        0x7FFFE000,
        0xBFF00000,
    ];

    [Theory]
    [InlineData("2.4.21", HighmemSupport.Highmem4G, 1)]
    [InlineData("2.4.21", HighmemSupport.Highmem64G, 2)]
    [InlineData("2.6.9", HighmemSupport.Highmem4G, 2)]
    [InlineData("2.6.9", HighmemSupport.Highmem64G, 1)]
    [InlineData("2.6.31", HighmemSupport.Highmem4G, 1)]
    [InlineData("2.6.31", HighmemSupport.Highmem64G, 4)]
    [InlineData("2.6.31", HighmemSupport.None, 1)]
    public void Every_page_reads_what_was_last_written(string kernel, HighmemSupport highmem, int cpus)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem, cpus: cpus);
        var model = new Model(machine, new Random(20090909));
        for (var step = 0; step < Steps; step++)
        {
            model.Step();
            if (step % (Steps / 8) == 0)
            {
                Assert.Empty(machine.Audit());
            }
        }

        Assert.Empty(machine.Audit());
        Assert.Equal(0, machine.Oopses);
        Assert.True(machine.MinorFaults > 100);
        Assert.Equal(highmem == HighmemSupport.Highmem64G, machine.VmallocFaults == 0);
        model.RemoveAll();
        Assert.Empty(machine.Audit());
    }

    private sealed class Model(I386Machine machine, Random random)
    {
        private readonly Dictionary<int, Dictionary<VirtualAddress, byte[]>> processes = [];
        private readonly int?[] running = new int?[machine.ProcessorCount];
        private readonly List<(VmArea Area, byte[] Bytes)> areas = [];

        public void Step()
        {
            var cpu = random.Next(running.Length);
            switch (random.Next(100))
            {
                case < 2 when processes.Count < 6:
                    processes.Add(machine.NewProcess().Process!.Pid, []);
                    break;
                case < 3 when processes.Count > 1:
                    Remove(Any(processes.Keys));
                    break;
                case < 8 when processes.Count > 0:
                    Map(Any(processes.Keys));
                    break;
                case < 14 when processes.Count > 0:
                    running[cpu] = random.Next(5) == 0 ? null : Any(processes.Keys);
                    machine.SwitchProcess(running[cpu], cpu);
                    break;
                case < 16 when areas.Count < 12:
                    Allocate();
                    break;
                case < 18 when areas.Count > 0:
                    Free(random.Next(areas.Count));
                    break;
                case < 50 when areas.Count > 0:
                    var (area, bytes) = areas[random.Next(areas.Count)];
                    Access(area.Address, bytes, cpu);
                    break;
                default:
                    if (running[cpu] is { } pid && processes[pid].Count > 0)
                    {
                        var start = Any(processes[pid].Keys);
                        Access(start, processes[pid][start], cpu);
                    }

                    break;
            }
        }

        public void RemoveAll()
        {
            foreach (var pid in processes.Keys.ToList())
            {
                Remove(pid);
            }
        }

        private T Any<T>(ICollection<T> items) => items.ElementAt(random.Next(items.Count));

        private void Remove(int pid)
        {
            machine.RemoveProcess(pid);
            processes.Remove(pid);
            for (var cpu = 0; cpu < running.Length; cpu++)
            {
                running[cpu] = running[cpu] == pid ? null : running[cpu];
            }
        }

        private void Map(int pid)
        {
            var place = Places[random.Next(Places.Length)];
            if (!processes[pid].ContainsKey(place))
            {
                var pages = 1 + random.Next(PagesOfMapping);
                machine.AddUserMapping(pid, place, pages << PageSize.Shift, populate: random.Next(4) == 0);
                processes[pid].Add(place, new byte[pages]);
            }
        }

        // Many are larger than a page table maps, so that new entries of the directory are needed.
        private void Allocate()
        {
            var pages = random.Next(3) == 0 ? 1 + random.Next(1500) : 1 + random.Next(20);
            if (machine.Vmalloc((long)pages << PageSize.Shift).Area is { } area)
            {
                var bytes = new byte[pages];
                for (var i = 0; i < pages; i++)
                {
                    bytes[i] = (byte)random.Next(256);
                    machine.Write(area.Address + ((long)i << PageSize.Shift), [bytes[i]]);
                }

                areas.Add((area, bytes));
            }
        }

        private void Free(int index)
        {
            machine.Vfree(areas[index].Area.Address);
            areas.RemoveAt(index);
        }

        // One byte stands for the page; it lies at the same place in each.
        private void Access(VirtualAddress start, byte[] bytes, int cpu)
        {
            var page = random.Next(bytes.Length);
            var address = start + ((long)page << PageSize.Shift);
            if (random.Next(2) == 0)
            {
                bytes[page] = (byte)random.Next(256);
                machine.Write(address, [bytes[page]], cpu);
            }
            else
            {
                Assert.Equal(bytes[page], machine.ReadBytes(address, 1, cpu)[0]);
            }
        }
    }
}
