using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.Tests.Processes;

/// <summary>Page directories, demand-zero pages, switches and vmalloc_fault, as the kernels' sources have them.</summary>
public sealed class ProcessTests
{
    private static readonly VirtualAddress Heap = 0x08050000;

    // Low pages that pgd_alloc takes: 2.6.9's directories come from slabs, whose management lies in another slab.
    [Theory]
    [InlineData("2.4.21", HighmemSupport.Highmem4G, 1, 0)]
    [InlineData("2.4.21", HighmemSupport.Highmem64G, 3, 1)]
    [InlineData("2.6.9", HighmemSupport.Highmem4G, 0, 2)]
    [InlineData("2.6.9", HighmemSupport.Highmem64G, 0, 5)]
    [InlineData("2.6.31", HighmemSupport.Highmem4G, 1, 0)]
    [InlineData("2.6.31", HighmemSupport.Highmem64G, 4, 0)]
    public void A_process_costs_a_directory_and_with_PAE_middle_directories(
        string kernel,
        HighmemSupport highmem,
        int tables,
        int slabs
    )
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        var (tablesBefore, slabsBefore) = (Count(machine, FrameUse.PageTable), Count(machine, FrameUse.Slab));

        var process = machine.NewProcess("bash").Process!;

        Assert.Equal((1, "bash", 0, ""), (process.Pid, process.Name, process.Mappings, process.Cpu));
        Assert.Equal(tables, Count(machine, FrameUse.PageTable) - tablesBefore);
        Assert.Equal(slabs, Count(machine, FrameUse.Slab) - slabsBefore);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void The_kernel_part_of_a_directory_is_the_kernels(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        machine.Vmalloc(4096);

        var pid = machine.NewProcess().Process!.Pid;

        foreach (var address in (VirtualAddress[])[0xC0000000, 0xC1234000, machine.VmallocStart, 0xFFFFE000])
        {
            Assert.Equal(machine.Resolve(address).PhysicalAddress, machine.Resolve(pid, address).PhysicalAddress);
        }

        Assert.False(machine.Resolve(pid, Heap).Mapped);
    }

    [Theory]
    [InlineData("2.4.21", true)]
    [InlineData("2.6.9", true)]
    [InlineData("2.6.31", false)]
    public void The_first_read_maps_the_page_of_zeros_except_in_2_6_31(string kernel, bool zeroPage)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var pid = Start(machine, Heap, 3 * 4096);

        Assert.Equal(new byte[4], machine.ReadBytes(Heap, 4));

        var mapping = machine.GetUserMappings(pid).Single();
        Assert.Equal(zeroPage ? (0, 1) : (1, 0), (mapping.ResidentPages, mapping.ZeroPages));
        var entry = machine.GetPageTableEntries(pid, Heap)[^1];
        Assert.Equal(zeroPage ? 0x025UL : 0x067UL, entry.Bits & 0xFFF);
        Assert.Equal(1, machine.GetProcess(pid).MinorFaults);
        Assert.Equal(1, machine.GetProcess(pid).PageTables);

        // Writing then takes a page of its own: in one fault more, or none.
        machine.Write(Heap, [1, 2, 3]);

        entry = machine.GetPageTableEntries(pid, Heap)[^1];
        Assert.Equal(0x067UL, entry.Bits & 0xFFF);
        Assert.Equal("HighMem", machine.GetPageFrame(entry.PageFrame).Zone);
        Assert.Equal((FrameUse.User, "sh"), (machine.GetPageFrame(entry.PageFrame).State, Owner(machine, entry)));
        Assert.Equal(zeroPage ? 2 : 1, machine.GetProcess(pid).MinorFaults);
        Assert.Equal([1, 2, 3, 0], machine.ReadBytes(Heap, 4));
        Assert.Equal(0x067UL, machine.GetPageTableEntries(pid, Heap)[0].Bits & 0xFFF);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", 0x104000)]
    [InlineData("2.6.9", 0x3FC000)]
    public void The_page_of_zeros_lies_in_the_kernel_image(string kernel, long physical)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var pid = Start(machine, Heap, 4096);

        machine.ReadBytes(Heap, 1);

        Assert.Equal((PhysicalAddress)physical, machine.Resolve(pid, Heap).PhysicalAddress);
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void Without_high_memory_left_pages_come_from_low_memory(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        var all = machine.HighFreePages;
        var pid = Start(machine, 0x10000000, (all + 512) << PageSize.Shift);

        var outcome = machine.AddUserMapping(pid, 0x80000000, (all + 512) << PageSize.Shift, populate: true);

        Assert.Equal("", outcome.Reason);
        Assert.Equal(all + 512, outcome.Mapping.ResidentPages);
        Assert.True(machine.GetZones()[2].Free <= machine.GetZones()[2].Low + 1);
        Assert.Empty(machine.Audit());
        machine.RemoveProcess(pid);
        Assert.Equal(0, Count(machine, FrameUse.User));
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void What_cannot_be_accessed_is_an_oops(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        var pid = Start(machine, Heap, 4096);
        machine.AddUserMapping(pid, 0x20000000, 4096, readOnly: true);

        Assert.Throws<PageFaultException>(() => machine.ReadBytes(Heap + 4096, 1));
        Assert.Throws<PageFaultException>(() => machine.Write(0x20000000, [1]));
        Assert.Equal(new byte[1], machine.ReadBytes(0x20000000, 1));
        Assert.Equal(0x025UL, machine.GetPageTableEntries(pid, 0x20000000)[^1].Bits & 0xFFF);
        Assert.Throws<PageFaultException>(() => machine.Write(0x20000000, [1]));
        Assert.Equal(3, machine.Oopses);
        machine.SwitchProcess(machine.NewProcess().Process!.Pid);
        Assert.Throws<PageFaultException>(() => machine.ReadBytes(Heap, 1));
        Assert.Contains(
            machine.Log(),
            line =>
                line.Contains("paging request at", StringComparison.Ordinal)
                && line.EndsWith("08050000", StringComparison.Ordinal)
        );
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void A_new_vmalloc_area_faults_once_per_process_and_directory_entry_but_never_with_PAE(
        string kernel,
        HighmemSupport highmem
    )
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        var pid = Start(machine, Heap, 4096);
        var other = machine.NewProcess().Process!.Pid;

        // 12 MB cover three or four entries of 4 MB, none of which existed when the processes started.
        var area = machine.Vmalloc(12 << 20).Area!;
        for (long at = 0; at < area.RequestedSize; at += PageSize.Bytes)
        {
            machine.Write(area.Address + at, [(byte)(at >> PageSize.Shift)]);
        }

        var entries = (((long)area.Address + area.RequestedSize - 1) >> 22) - ((long)area.Address >> 22) + 1;
        var faults = highmem == HighmemSupport.Highmem64G ? 0 : entries;
        Assert.Equal(faults, machine.GetProcess(pid).VmallocFaults);
        machine.SwitchProcess(other);
        for (long at = 0; at < area.RequestedSize; at += PageSize.Bytes)
        {
            Assert.Equal((byte)(at >> PageSize.Shift), machine.ReadBytes(area.Address + at, 1)[0]);
        }

        // What the TLB still holds as global entries of the process before takes no fault.
        Assert.InRange(machine.GetProcess(other).VmallocFaults, faults == 0 ? 0 : faults - 1, faults);
        Assert.Equal(machine.VmallocFaults, faults + machine.GetProcess(other).VmallocFaults);
        Assert.Equal(0, machine.Oopses);
        Assert.Empty(machine.Audit());

        // A process that starts now has the entries from the start.
        var late = machine.NewProcess().Process!.Pid;
        machine.SwitchProcess(late);
        machine.ClearTlb(0);
        machine.ReadBytes(area.Address, (int)area.RequestedSize);
        Assert.Equal(0, machine.GetProcess(late).VmallocFaults);
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void A_global_translation_outlives_the_switch_and_saves_the_fault(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        var first = Start(machine, Heap, 4096);
        var second = machine.NewProcess().Process!.Pid;
        var area = machine.Vmalloc(4096).Area!;
        machine.Write(area.Address, [7]);
        var faults = machine.GetProcess(first).VmallocFaults;

        machine.SwitchProcess(second);
        Assert.Equal(7, machine.ReadBytes(area.Address, 1)[0]);

        Assert.Equal(highmem == HighmemSupport.Highmem64G ? 0 : 1, faults);
        Assert.Equal(0, machine.GetProcess(second).VmallocFaults);
        machine.ClearNonGlobalTlb(0);
        machine.ReadBytes(area.Address, 1);
        Assert.Equal(0, machine.GetProcess(second).VmallocFaults);
        machine.ClearTlb(0);
        machine.ReadBytes(area.Address, 1);
        Assert.Equal(faults, machine.GetProcess(second).VmallocFaults);
    }

    // 2.6.9 keeps directories constructed: the next process has what the last one had found out.
    [Theory]
    [InlineData("2.4.21", 0)]
    [InlineData("2.6.9", 1)]
    [InlineData("2.6.31", 0)]
    public void Only_2_6_9_uses_the_kernel_part_of_a_directory_again(string kernel, int faults)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        machine.RemoveProcess(machine.NewProcess().Process!.Pid);
        var area = machine.Vmalloc(4096).Area!;

        var next = machine.NewProcess().Process!.Pid;
        machine.SwitchProcess(next);
        machine.ReadBytes(area.Address, 1);

        Assert.Equal(faults, machine.GetProcess(next).VmallocFaults);
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void An_address_that_the_kernel_does_not_map_either_is_an_oops(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        var pid = Start(machine, Heap, 4096);
        var area = machine.Vmalloc(4096).Area!;

        Assert.Throws<PageFaultException>(() => machine.ReadBytes(area.Address + 4096, 1));

        // The directory entry was copied on the way, and the oops shows it.
        if (highmem == HighmemSupport.Highmem4G)
        {
            var pde = machine.GetPageTableEntries(pid, area.Address)[0].Value[2..];
            Assert.Contains(machine.Log(), line => line.StartsWith("*pde = " + pde, StringComparison.Ordinal));
        }

        Assert.Equal(0, machine.VmallocFaults);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Switching_to_the_same_process_or_a_kernel_thread_loads_no_CR3()
    {
        var machine = TestMachine.Boot("2.6.9", 1024);
        var pid = Start(machine, Heap, 4096);
        machine.Write(Heap, [9]);

        Assert.Equal(1, machine.Cr3Loads);
        machine.SwitchProcess(pid);
        machine.SwitchProcess(null);
        machine.SwitchProcess(null);

        // A kernel thread has no memory of its own, but sees what it borrows as long as nothing faults.
        Assert.Equal("", machine.GetProcess(pid).Cpu);
        Assert.Equal(9, machine.ReadBytes(Heap, 1)[0]);
        Assert.Throws<PageFaultException>(() => machine.ReadBytes(Heap + 4096, 1));
        machine.SwitchProcess(pid);
        Assert.Equal(1, machine.Cr3Loads);
        machine.SwitchProcess(machine.NewProcess().Process!.Pid);
        Assert.Equal(2, machine.Cr3Loads);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void A_switch_drops_what_is_not_global()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        Start(machine, Heap, 4096);
        machine.Write(Heap, [9]);
        machine.ReadBytes(0xC0100000, 1);
        Assert.Equal(2, machine.GetTlbEntries(0).Count);

        machine.SwitchProcess(machine.NewProcess().Process!.Pid);

        Assert.Equal((VirtualAddress)0xC0100000, Assert.Single(machine.GetTlbEntries(0)).Address);
    }

    [Theory]
    [InlineData("2.4.21")]
    [InlineData("2.6.9")]
    public void Both_CPUs_of_a_process_see_its_own_page_once_it_is_written(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024, cpus: 2);
        var pid = Start(machine, Heap, 4096);
        machine.SwitchProcess(pid, 1);
        Assert.Equal("0,1", machine.GetProcess(pid).Cpu);
        machine.ReadBytes(Heap, 1, cpu: 0);
        machine.ReadBytes(Heap, 1, cpu: 1);

        machine.Write(Heap, [5], cpu: 1);

        Assert.Equal(5, machine.ReadBytes(Heap, 1, cpu: 0)[0]);
        Assert.False(machine.Read(Heap, 1, cpu: 0).Single().Stale);
    }

    [Theory]
    [InlineData("2.4.21")]
    [InlineData("2.6.9")]
    public void A_kernel_thread_leaves_the_address_space_when_it_is_told_to_flush(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024, cpus: 2);
        var pid = Start(machine, Heap, 4096);
        machine.SwitchProcess(pid, 1);
        machine.ReadBytes(Heap, 1, cpu: 0);
        machine.SwitchProcess(null, 1);
        Assert.Equal(2, machine.Cr3Loads);

        machine.Write(Heap, [5], cpu: 0);

        Assert.Equal(3, machine.Cr3Loads);
        Assert.Throws<PageFaultException>(() => machine.ReadBytes(Heap, 1, cpu: 1));
        machine.SwitchProcess(pid, 1);
        Assert.Equal(4, machine.Cr3Loads);
        Assert.Equal(5, machine.ReadBytes(Heap, 1, cpu: 1)[0]);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void Removing_a_process_gives_everything_back(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);

        // What the slab caches and 2.4's list of page tables keep is there after the first process.
        machine.RemoveProcess(Busy(machine));
        var (low, high) = (Free(machine, 0) + Free(machine, 1), Free(machine, 2));
        machine.RemoveProcess(Busy(machine));

        Assert.Equal((low, high), (Free(machine, 0) + Free(machine, 1), Free(machine, 2)));
        Assert.Equal(0, Count(machine, FrameUse.User));
        Assert.Empty(machine.GetProcesses());
        Assert.Equal(machine.Resolve(0xC0000000).Pgd, machine.GetPageTableEntries(0xC0000000)[0].Value);
        Assert.Throws<PageFaultException>(() => machine.ReadBytes(Heap, 1));
        Assert.Empty(machine.Audit());
    }

    // mm/memory.c: pgt_cache_water { 25, 50 }
    [Fact]
    public void Only_2_4_21_keeps_page_tables_and_never_more_than_fifty()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);
        var before = Count(machine, FrameUse.PageTable);
        Remove(machine, 50);
        Assert.Equal(before + 50, Count(machine, FrameUse.PageTable));
        Assert.Empty(machine.Audit());
        Remove(machine, 50);
        Assert.Equal(before + 50, Count(machine, FrameUse.PageTable));
        Remove(machine, 51);
        Assert.Equal(before + 25, Count(machine, FrameUse.PageTable));

        // vmalloc takes its tables from there as well.
        machine.Vmalloc(8 << 20);
        Assert.Equal(before + 25, Count(machine, FrameUse.PageTable));
        Assert.Empty(machine.Audit());

        static void Remove(I386Machine machine, int tables)
        {
            var pid = machine.NewProcess().Process!.Pid;
            for (var i = 0; i < tables; i++)
            {
                machine.AddUserMapping(pid, 0x10000000 + ((long)i << 22), 4096, populate: true);
            }

            machine.RemoveProcess(pid);
        }
    }

    [Theory]
    [InlineData("2G", HighmemSupport.Highmem64G, 3)]
    [InlineData("1G", HighmemSupport.Highmem64G, 2)]
    [InlineData("3G_OPT", HighmemSupport.Highmem4G, 1)]
    [InlineData("2G_OPT", HighmemSupport.Highmem4G, 1)]
    public void A_split_moves_the_border_and_the_middle_directories(string split, HighmemSupport highmem, int tables)
    {
        var machine = I386Machine.Boot(
            new MachineOptions
            {
                Map = E820Map.FromMemorySize(4L << 30),
                Highmem = highmem,
                MemorySplit = MemorySplit.All.Single(s => s.Name == split),
            }
        );
        var before = Count(machine, FrameUse.PageTable);

        var pid = Start(machine, machine.PageOffset - 4096, 4096);

        Assert.Equal(tables, Count(machine, FrameUse.PageTable) - before);
        machine.Write(machine.PageOffset - 4, [1, 2, 3, 4]);
        Assert.Equal([1, 2, 3, 4], machine.ReadBytes(machine.PageOffset - 4, 4));
        Assert.Equal(1, machine.GetProcess(pid).ResidentPages);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void A_process_for_which_there_is_no_memory_changes_nothing(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        while (machine.AllocPages(machine.GfpKernel, 0).Block is not null) { }

        long free;
        UserProcessOutcome outcome;
        do
        {
            free = machine.LowFreePages;
            outcome = machine.NewProcess();
        } while (outcome.Process is not null);

        Assert.NotEqual("", outcome.Reason);
        Assert.Equal(free, machine.LowFreePages);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "VM: killing process hog")]
    [InlineData("2.6.9", "VM: killing process hog")]
    [InlineData("2.6.31", "page allocation failure. order:0, mode:0x200da")]
    public void Running_out_of_memory_in_a_fault_is_told(string kernel, string line)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var pid = machine.NewProcess("hog").Process!.Pid;

        var outcome = machine.AddUserMapping(pid, 0x10000000, 600 << 20, populate: true);

        Assert.NotEqual("", outcome.Reason);
        Assert.Contains(outcome.KernelMessages, text => text.Contains(line, StringComparison.Ordinal));
        Assert.Equal(outcome.Mapping.ResidentPages, machine.GetProcess(pid).ResidentPages);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Bad_input_is_refused_and_changes_nothing()
    {
        var machine = TestMachine.Boot("2.6.31", 1024, cpus: 2);
        var pid = Start(machine, Heap, 8192);

        Refused(() => machine.GetProcess(99), "There is no process 99");
        Refused(() => machine.RemoveProcess(99), "it has 1 (sh)");
        Refused(() => machine.SwitchProcess(99), "no process");
        Refused(() => machine.AddUserMapping(pid, Heap + 1, 4096), "multiple of 4096");
        Refused(() => machine.AddUserMapping(pid, Heap + 4096, 4096), "overlaps");
        Refused(() => machine.AddUserMapping(pid, Heap - 4096, 16384), "overlaps");
        Refused(() => machine.AddUserMapping(pid, 0x10000000, 0), "at least one byte");
        Refused(() => machine.AddUserMapping(pid, 0x10000000, -1), "at least one byte");
        Refused(() => machine.AddUserMapping(pid, 0xBFFFF000, 8192), "ends at 0xc0000000");
        Refused(() => machine.AddUserMapping(pid, 0xC0000000, 4096), "ends at 0xc0000000");
        Refused(() => machine.AddUserMapping(pid, 0x10000000, long.MaxValue), "ends at 0xc0000000");
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.SwitchProcess(pid, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.SwitchProcess(null, -1));
        Assert.Equal(1, machine.GetProcess(pid).Mappings);
        machine.RemoveProcess(pid);
        Refused(() => machine.RemoveProcess(pid), "it has none. New-UserProcess makes one.");
        Assert.Equal(2, machine.NewProcess().Process!.Pid);
        Assert.Empty(machine.Audit());

        static void Refused(Action action, string reason) =>
            Assert.Contains(reason, Assert.Throws<UserProcessException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_audit_finds_a_stolen_page_a_changed_kernel_part_and_a_miscount()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        var pid = Start(machine, Heap, 4096);
        machine.Write(Heap, [1]);
        var (parts, space) = (machine.Parts, machine.Parts.Processes.Find(pid)!);
        var pte = machine.GetPageTableEntries(pid, Heap)[^1];

        space.ResidentPages++;
        Assert.Contains(machine.Audit(), finding => finding.Invariant == "rss");
        space.ResidentPages--;
        parts.Ram.WriteUInt32(space.Tables.Pgd + (800 * 4), 0x12345067);
        Assert.Contains(machine.Audit(), finding => finding.Invariant == "kernel part");
        parts.Ram.WriteUInt32(space.Tables.Pgd + (800 * 4), 0);
        Assert.Empty(machine.Audit());
        space.Tables.WriteEntry((long)pte.EntryAddress + 4, pte.Bits);
        Assert.Contains(machine.Audit(), finding => finding.Invariant == "page owned once");
    }

    private static int Start(I386Machine machine, VirtualAddress address, long size)
    {
        var pid = machine.NewProcess("sh").Process!.Pid;
        machine.AddUserMapping(pid, address, size);
        machine.SwitchProcess(pid);
        return pid;
    }

    private static int Busy(I386Machine machine)
    {
        var pid = Start(machine, Heap, 64 * 4096);
        machine.AddUserMapping(pid, 0x40000000, 8 << 20, populate: true);
        machine.ReadBytes(Heap, 64 * 4096);
        machine.Write(Heap + 10, new byte[10 * 4096]);
        return pid;
    }

    private static int Count(I386Machine machine, FrameUse use) =>
        machine.CountFrames(0, (int)machine.MaxPfn, (int)machine.MaxPfn).Sum(use);

    private static long Free(I386Machine machine, int zone) =>
        machine.GetZones()[zone].Free + machine.GetZones()[zone].PerCpu;

    private static string Owner(I386Machine machine, PageTableEntry entry) =>
        machine.GetPageFrame(entry.PageFrame).Owner;
}
