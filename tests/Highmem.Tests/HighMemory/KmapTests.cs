using Highmem.Addressing;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Paging;

namespace Highmem.Tests.HighMemory;

/// <summary>kmap and kunmap, step by step, as mm/highmem.c of each kernel does them.</summary>
public sealed class KmapTests
{
    private const int High = 0x3A000; // in high memory on each kernel with 1 GB

    [Theory]
    [InlineData("2.4.21", HighmemSupport.Highmem4G, 0xFE001000, 1024)]
    [InlineData("2.4.21", HighmemSupport.Highmem64G, 0xFE001000, 512)]
    [InlineData("2.6.9", HighmemSupport.Highmem4G, 0xFF801000, 1024)]
    [InlineData("2.6.31", HighmemSupport.Highmem4G, 0xFF801000, 1024)]
    [InlineData("2.6.31", HighmemSupport.Highmem64G, 0xFFA01000, 512)]
    public void The_first_slot_is_number_1(string kernel, HighmemSupport highmem, uint address, int slots)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);

        var result = machine.Kmap(High).Result!;

        Assert.Equal((1, (VirtualAddress)address, 2), (result.Slot, result.Address!.Value, result.Count));
        Assert.Equal(slots, machine.PkmapSlots);
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void A_slot_lives_until_the_wrap_behind_its_last_user(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        var slots = machine.PkmapSlots;
        PkmapEntry Slot() => machine.GetPkmapEntries()[1];

        var address = machine.Kmap(High).Result!.Address!.Value;
        Assert.Equal((2, PkmapState.InUse, High), (Slot().Count, Slot().State, Slot().Pfn));
        machine.Write(address, [0x5A]);
        Assert.Equal(1, Slot().CachedByCpus);
        Assert.Equal(1, machine.PtesWritten);

        Assert.Equal((address, 3), (machine.Kmap(High).Result!.Address, Slot().Count));
        Assert.Equal(1, machine.PtesWritten);

        machine.Kunmap(High);
        machine.Kunmap(High);
        Assert.Equal((1, PkmapState.Unused, High, 1), (Slot().Count, Slot().State, Slot().Pfn, Slot().CachedByCpus));
        Assert.Equal("5a", machine.Read(address, 1).Single().Hex);
        Assert.Equal((0, 0L), (machine.TlbFlushes, machine.PkmapFlushes));

        for (var i = 2; i < slots; i++)
        {
            Assert.Equal(i, machine.Kmap(High + i).Result!.Slot);
        }

        Assert.Equal((0L, 1), (machine.PkmapFlushes, Slot().Count));

        // Slot 0 comes last, behind the wrap.
        Assert.Equal(0, machine.Kmap(High + slots).Result!.Slot);
        Assert.Equal((1L, 1L), (machine.PkmapFlushes, machine.TlbFlushes));
        Assert.Equal((0, PkmapState.Free, null, 0), (Slot().Count, Slot().State, Slot().Pfn, Slot().CachedByCpus));
        Assert.Throws<PageFaultException>(() => machine.Read(address, 1));

        var again = machine.Kmap(High + slots + 1).Result!;
        Assert.Equal((1, address), (again.Slot, again.Address!.Value));
        Assert.NotEqual("5a", machine.Read(address, 1).Single().Hex);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void Without_the_flush_the_next_owner_of_a_slot_reads_the_page_of_the_last(string kernel)
    {
        var machine = I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get(kernel), Break = BrokenRules.NoFlush }
        );
        var address = machine.Kmap(High).Result!.Address!.Value;
        machine.Write(address, [0x5A]);
        for (var i = 0; i < 1023; i++)
        {
            machine.Kunmap(High + i);
            machine.Kmap(High + i + 1);
        }

        Assert.Contains(machine.Audit(), f => f.Invariant == "free pkmap slot");
        var next = machine.Kmap(High + 2000).Result!;

        Assert.Equal(address, next.Address);
        var row = machine.Read(address, 1).Single();
        Assert.Equal((true, "5a", (long)High << 12), (row.Stale, row.Hex, (long)row.PhysicalAddress));
        Assert.Contains(machine.Audit(), f => f.Invariant == "TLB entry fresh");
        Assert.Equal(0, machine.TlbFlushes);
    }

    [Theory]
    [InlineData("2.4.21", 1)]
    [InlineData("2.6.9", 1)]
    [InlineData("2.6.31", 0)]
    public void A_wrap_that_releases_nothing_flushes_before_2_6_31_only(string kernel, int flushes)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        for (var i = 0; i < 1024; i++)
        {
            machine.Kmap(High + i);
        }

        Assert.Equal((1L, flushes), (machine.PkmapFlushes, machine.TlbFlushes));
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void A_page_without_users_keeps_its_slot_until_the_wrap(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        machine.Kmap(High);
        machine.Kunmap(High);
        machine.Kmap(High + 1);

        var result = machine.Kmap(High).Result!;

        Assert.Equal((1, 2), (result.Slot, result.Count));
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void With_all_slots_held_a_task_sleeps_and_one_release_wakes_all_but_feeds_one(
        string kernel,
        HighmemSupport highmem
    )
    {
        var machine = Full(kernel, highmem);
        Assert.Equal(KmapState.Sleeping, machine.Kmap(High - 1, "reader1").Result!.State);
        Assert.Equal(KmapState.Sleeping, machine.Kmap(High - 2, "reader2").Result!.State);
        Assert.Equal(KmapState.Sleeping, machine.Kmap(High - 3, "reader3").Result!.State);
        Assert.Empty(machine.Audit());

        var woken = machine.Kunmap(High + 5).Woken;

        // The queue is woken from its head, where the last to fall asleep stands.
        Assert.Equal(["reader3"], woken.Select(r => r.Task));
        Assert.Equal(6, woken.Single().Slot);
        Assert.Equal(
            ["reader1 Sleeping 1", "reader2 Sleeping 1", "reader3 Mapped 0"],
            machine.GetKmapWaiters().Select(w => $"{w.Task} {w.State} {w.VainWakeups}")
        );
        Assert.Equal(5, machine.KmapSleeps);
        Assert.Equal("reader3", machine.ReceiveKmapResults().Single().Task);
        Assert.Empty(machine.ReceiveKmapResults());
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void Sleepers_that_want_one_page_share_the_slot(string kernel, HighmemSupport highmem)
    {
        var machine = Full(kernel, highmem);
        machine.Kmap(High - 1, "reader1");
        machine.Kmap(High - 2, "other");
        machine.Kmap(High - 1, "reader2");

        var woken = machine.Kunmap(High).Woken;

        Assert.Equal(["reader2 1 2", "reader1 1 3"], woken.Select(r => $"{r.Task} {r.Slot} {r.Count}"));
        Assert.Equal(["other"], machine.GetKmapWaiters().Where(w => w.State == KmapState.Sleeping).Select(w => w.Task));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void A_release_that_leaves_users_wakes_nobody()
    {
        var machine = Full("2.6.31", HighmemSupport.Highmem4G);
        machine.Kmap(High);
        machine.Kmap(High - 1);

        Assert.Empty(machine.Kunmap(High).Woken);
        Assert.Equal(1, machine.KmapSleepers);
        Assert.Single(machine.Kunmap(High).Woken);
    }

    [Fact]
    public void Kmap_nonblock_of_2_4_gives_up_where_kmap_sleeps()
    {
        var machine = Full("2.4.21", HighmemSupport.Highmem4G);

        var outcome = machine.Kmap(High - 1, nonblocking: true);

        Assert.Equal((null, KmapFailure.NoSlot, 0), (outcome.Result, outcome.Failure, machine.KmapSleepers));
        Assert.Equal(KmapState.Mapped, machine.Kmap(High, nonblocking: true).Result!.State);
        Assert.Equal(
            KmapFailure.NoNonblockingKmap,
            TestMachine.Boot("2.6.9", 1024).Kmap(High, nonblocking: true).Failure
        );
    }

    [Fact]
    public void A_task_that_sleeps_can_do_nothing_else()
    {
        var machine = Full("2.6.9", HighmemSupport.Highmem4G);
        machine.Kmap(High - 1, "reader");

        Assert.Equal(KmapFailure.TaskSleeps, machine.Kmap(High, "READER").Failure);
        Assert.Equal(KmapState.Mapped, machine.Kmap(High, "writer").Result!.State);
    }

    [Theory]
    [EachKernel(WithPae = true)]
    public void Low_memory_has_its_address_anyway(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);

        var result = machine.Kmap(0x1234).Result!;

        Assert.Equal(
            (KmapState.Direct, (VirtualAddress)0xC1234000, null),
            (result.State, result.Address!.Value, result.Slot)
        );
        Assert.Equal(KmapFailure.None, machine.Kunmap(0x1234).Failure);
        Assert.Equal(0, machine.PtesWritten);
    }

    [Fact]
    public void Without_HIGHMEM_all_memory_is_low()
    {
        var machine = TestMachine.Boot("2.6.31", 512, highmem: HighmemSupport.None);

        Assert.Equal(KmapState.Direct, machine.Kmap(1000).Result!.State);
        Assert.Equal(KmapFailure.None, machine.Kunmap(1000, KmapContext.Interrupt).Failure);
        Assert.Empty(machine.GetPkmapEntries());
    }

    [Theory]
    [InlineData("2.4.21", "kernel BUG at highmem.c:166!", "invalid operand: 0000")]
    [InlineData("2.6.9", "kernel BUG at mm/highmem.c:181!", "invalid operand: 0000 [#1]")]
    [InlineData("2.6.31", "kernel BUG at mm/highmem.c:259!", "invalid opcode: 0000 [#1]")]
    public void Kunmap_of_a_page_that_was_never_mapped_is_a_BUG(string kernel, params string[] lines)
    {
        var machine = TestMachine.Boot(kernel, 1024);

        var outcome = machine.Kunmap(High);

        Assert.Equal(KmapFailure.Bug, outcome.Failure);
        Assert.Equal(lines, outcome.KernelMessages.Where(l => !l.StartsWith("---", StringComparison.Ordinal)));
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "kernel BUG at highmem.c:176!")]
    [InlineData("2.6.9", "kernel BUG at mm/highmem.c:191!")]
    [InlineData("2.6.31", "kernel BUG at mm/highmem.c:269!")]
    public void Kunmap_once_too_often_is_a_BUG_and_changes_nothing(string kernel, string line)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        machine.Kmap(High);
        machine.Kunmap(High);

        Assert.Contains(line, machine.Kunmap(High).KernelMessages);

        Assert.Equal(1, machine.GetPkmapEntries()[1].Count);
        Assert.Equal(1, machine.Oopses);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "kernel BUG at highmem.c:63!")]
    [InlineData("2.6.9", "kernel BUG at mm/highmem.c:83!")]
    [InlineData("2.6.31", "kernel BUG at mm/highmem.c:109!")]
    public void A_wrap_that_finds_an_entry_emptied_by_others_is_a_BUG(string kernel, string line)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        machine.Kmap(High);
        machine.Kunmap(High);
        machine.Write(machine.PhysToVirt(machine.GetPkmapEntries()[1].EntryAddress), new byte[4]);
        Assert.NotEmpty(machine.Audit());
        for (var i = 2; i < 1024; i++)
        {
            machine.Kmap(High + i);
        }

        var outcome = machine.Kmap(High - 1);

        Assert.Equal(KmapFailure.Bug, outcome.Failure);
        Assert.Contains(line, outcome.KernelMessages);
    }

    [Fact]
    public void The_words_of_each_kernel_for_kmap_in_an_interrupt()
    {
        const KmapContext context = KmapContext.Interrupt;

        var old = TestMachine.Boot("2.4.21", 1024).Kmap(High, context: context);
        Assert.Equal(
            (KmapFailure.Bug, "kernel BUG in header file at line 68", "kernel BUG at panic.c:141!"),
            (old.Failure, old.KernelMessages[0], old.KernelMessages[1])
        );

        var middle = TestMachine.Boot("2.6.9", 1024).Kmap(High, context: context);
        Assert.Equal(KmapState.Mapped, middle.Result!.State);
        Assert.Equal(
            [
                "Debug: sleeping function called from invalid context at arch/i386/mm/highmem.c:5",
                "in_atomic():1, irqs_disabled():1",
            ],
            middle.KernelMessages
        );

        var late = TestMachine.Boot("2.6.31", 1024).Kmap(High, "cat", context);
        Assert.Equal(KmapState.Mapped, late.Result!.State);
        Assert.Equal(
            [
                "BUG: sleeping function called from invalid context at arch/x86/mm/highmem_32.c:7",
                "in_atomic(): 1, irqs_disabled(): 1, pid: 1000, name: cat",
            ],
            late.KernelMessages
        );
    }

    [Theory]
    [InlineData("2.4.21", "kernel BUG in header file at line 77")]
    [InlineData("2.6.9", "kernel BUG at arch/i386/mm/highmem.c:14!")]
    [InlineData("2.6.31", "kernel BUG at arch/x86/mm/highmem_32.c:16!")]
    public void Kunmap_in_an_interrupt_is_a_BUG_even_for_low_memory(string kernel, string line)
    {
        var machine = TestMachine.Boot(kernel, 1024);

        Assert.Contains(line, machine.Kunmap(0x1000, KmapContext.SoftInterrupt).KernelMessages);
        Assert.Equal(KmapFailure.None, machine.Kunmap(0x1000, KmapContext.InterruptsOff).Failure);
    }

    [Theory]
    [InlineData("2.6.9", "bad: scheduling while atomic!")]
    [InlineData("2.6.31", "BUG: scheduling while atomic: cat/1000/0x00010000")]
    public void To_sleep_in_an_interrupt_is_complained_of(string kernel, string line)
    {
        var machine = Full(kernel, HighmemSupport.Highmem4G);

        var outcome = machine.Kmap(High - 1, "cat", KmapContext.Interrupt);

        Assert.Equal(KmapState.Sleeping, outcome.Result!.State);
        Assert.Contains(line, outcome.KernelMessages);
    }

    [Fact]
    public void The_address_of_a_page_lies_in_its_struct_page_in_2_4()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);
        machine.Kmap(High);

        var field = (long)machine.Parts.MemMap + (High * 48L) + 44;

        Assert.Equal(0xFE001000, machine.Parts.Ram.ReadUInt32(field));
        Assert.Equal([0, 0x10, 0, 0xFE], machine.ReadBytes(machine.PhysToVirt(field), 4));
    }

    // hash_ptr: the upper 7 bits of address * 0x9e370001 mod 2^32, worked out by hand, with mem_map at 0xc1000000
    [Theory]
    [InlineData(0, 0x60)]
    [InlineData(1, 0x43)]
    [InlineData(0x3A001, 0x44)]
    public void The_hash_of_2_6_is_that_of_hash_ptr(int pfn, int bucket)
    {
        var table = new PageAddressHash(0xC1000000, 32, 0, 1024);

        Assert.Equal(bucket, table.BucketOf(pfn));
    }

    [Fact]
    public void Set_page_address_refuses_low_pages_and_more_pages_than_slots()
    {
        var table = new PageAddressHash(0xC1000000, 32, 100, 2);
        table.Set(100, 0xFF801000);
        table.Set(101, 0xFF802000);

        Assert.Equal(KmapBug.AddressPoolEmpty, Assert.Throws<KmapBugException>(() => table.Set(102, 0xFF803000)).Bug);
        Assert.Equal(KmapBug.AddressOfLowPage, Assert.Throws<KmapBugException>(() => table.Set(99, 0xFF803000)).Bug);
        table.Remove(100);
        table.Set(102, 0xFF803000);
        Assert.Equal((2, 0xFF803000), (table.All.Count(), (uint)table.Find(102)));
        Assert.Equal(VirtualAddress.Zero, table.Find(100));
    }

    [Fact]
    public void Frames_and_CPUs_that_are_not_there_are_refused()
    {
        var machine = TestMachine.Boot("2.6.9", 1024);

        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Kmap(1 << 18));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Kmap(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Kunmap(1 << 18));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Kmap(High, cpu: 1));
    }

    // Each slot with one user, from slot 1 on.
    private static I386Machine Full(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem);
        for (var i = 0; i < machine.PkmapSlots; i++)
        {
            Assert.Equal(KmapState.Mapped, machine.Kmap(High + i).Result!.State);
        }

        return machine;
    }
}
