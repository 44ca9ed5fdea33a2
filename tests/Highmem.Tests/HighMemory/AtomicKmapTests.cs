using Highmem.Addressing;
using Highmem.HighMemory;
using Highmem.Kernels;
using Highmem.Paging;

namespace Highmem.Tests.HighMemory;

/// <summary>kmap_atomic and kunmap_atomic as each kernel does them, with and without CONFIG_DEBUG_HIGHMEM.</summary>
public sealed class AtomicKmapTests
{
    private const int High = 0x3A000;
    private const int BounceRead = 0;
    private const int User0 = 3;
    private const int User1 = 4;

    // The addresses of KM_USER0 on CPU 0 are published; the others follow from FIXADDR_TOP - index * 4096.
    [Theory]
    [InlineData("2.4.21", 1, 0, 0xFFFFB000, "X86_LOCAL_APIC=n", "X86_IO_APIC=n")]
    [InlineData("2.6.9", 1, 0, 0xFFFF1000)]
    [InlineData("2.6.31", 8, 0, 0xFFFB7000)]
    [InlineData("2.6.31", 8, 1, 0xFFFA4000)]
    [InlineData("2.6.31", 8, 7, 0xFFF32000)]
    public void A_slot_lies_at_its_fixmap_address(
        string kernel,
        int cpus,
        int cpu,
        uint address,
        params string[] config
    )
    {
        var machine = TestMachine.Boot(kernel, 1024, cpus: cpus, config: config);

        var result = machine.KmapAtomic(High, User0, cpu).Result!;

        Assert.Equal((VirtualAddress)address, result.Address);
        Assert.Equal(High, machine.GetAtomicKmaps().Single(s => s.Mapped).Pfn);
        Assert.Equal("0x3a000163", machine.GetAtomicKmaps().Single(s => s.Mapped).Value);
    }

    [Theory]
    [InlineData("2.6.9", 27)]
    [InlineData("2.6.31", 39)]
    public void With_DEBUG_HIGHMEM_there_is_a_fence_before_each_type(string kernel, int perCpu)
    {
        var machine = TestMachine.Boot(kernel, 1024, cpus: 2, config: "DEBUG_HIGHMEM=y");

        var slots = machine.GetAtomicKmaps();
        var begin = machine.Layout.Fixmap.IndexOf("KMAP")!.Value;

        Assert.Equal([begin + 1, begin + 3, begin + 5], slots.Take(3).Select(s => s.Index));
        Assert.Equal(begin + perCpu + 1, slots.First(s => s.Cpu == 1).Index);
    }

    [Theory]
    [InlineData("2.4.21", true, 1)]
    [InlineData("2.6.9", true, 1)]
    [InlineData("2.6.31", false, 1)]
    public void Only_2_6_31_takes_the_mapping_away(string kernel, bool staysMapped, int flushes)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var address = machine.KmapAtomic(High, User0).Result!.Address;
        machine.Write(address, [9]);

        machine.KunmapAtomic(address, User0);

        Assert.Equal(staysMapped, machine.GetAtomicKmaps().Any(s => s.Mapped));
        Assert.Equal((flushes, 0), (machine.TlbFlushesOne, machine.TlbFlushes));
        if (staysMapped)
        {
            Assert.Equal("09", machine.Read(address, 1).Single().Hex);
        }
        else
        {
            Assert.Throws<PageFaultException>(() => machine.Read(address, 1));
        }

        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "kernel BUG in header file at line 101", "kernel BUG in header file at line 119")]
    [InlineData("2.6.9", "kernel BUG at arch/i386/mm/highmem.c:42!", "kernel BUG at arch/i386/mm/highmem.c:63!")]
    public void DEBUG_HIGHMEM_finds_double_use_and_a_wrong_type(string kernel, string doubleUse, string wrongType)
    {
        var machine = TestMachine.Boot(kernel, 1024, config: "DEBUG_HIGHMEM=y");
        var address = machine.KmapAtomic(High, User0).Result!.Address;

        Assert.Contains(doubleUse, machine.KmapAtomic(High + 1, User0).KernelMessages);
        Assert.Contains(wrongType, machine.KunmapAtomic(address, User1).KernelMessages);
        Assert.Equal(High, machine.GetAtomicKmaps().Single(s => s.Mapped).Pfn);

        machine.KunmapAtomic(address + 100, User0);
        Assert.DoesNotContain(machine.GetAtomicKmaps(), s => s.Mapped);
        Assert.Throws<PageFaultException>(() => machine.Read(address, 1));
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21")]
    [InlineData("2.6.9")]
    public void Without_it_a_second_use_replaces_the_first_silently(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var address = machine.KmapAtomic(High, User0).Result!.Address;
        machine.Write(address, [1]);

        var second = machine.KmapAtomic(High + 1, User0);

        Assert.Equal((address, false), (second.Result!.Address, second.IsBug));
        Assert.Equal(("00", false), (machine.Read(address, 1).Single().Hex, machine.Read(address, 1).Single().Stale));
        Assert.Equal(0, machine.Oopses);
    }

    [Fact]
    public void A_missing_unmap_stops_2_6_31_at_the_next_use()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        machine.KmapAtomic(High, User0);

        var outcome = machine.KmapAtomic(High + 1, User0);

        Assert.True(outcome.IsBug);
        Assert.Contains("kernel BUG at arch/x86/mm/highmem_32.c:45!", outcome.KernelMessages);
        Assert.Equal(High, machine.GetAtomicKmaps().Single(s => s.Mapped).Pfn);
    }

    [Fact]
    public void An_unmap_by_the_wrong_type_leaves_2_6_31_with_a_full_slot()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        var address = machine.KmapAtomic(High, User0).Result!.Address;

        Assert.False(machine.KunmapAtomic(address, User1).IsBug);

        Assert.Equal("KM_USER0", machine.GetAtomicKmaps().Single(s => s.Mapped).Type);
        Assert.True(machine.KmapAtomic(High, User0).IsBug);
    }

    [Theory]
    [InlineData(0x08048000, "kernel BUG at arch/x86/mm/highmem_32.c:71!")]
    [InlineData(0xF8800000, "kernel BUG at arch/x86/mm/highmem_32.c:72!")]
    [InlineData(0xC0100000, null)]
    public void With_DEBUG_HIGHMEM_2_6_31_takes_only_low_memory_for_what_is_not_the_slot(uint address, string? line)
    {
        var machine = TestMachine.Boot("2.6.31", 1024, config: "DEBUG_HIGHMEM=y");

        var outcome = machine.KunmapAtomic(address, User0);

        Assert.Equal(line is not null, outcome.IsBug);
        Assert.Equal(
            line,
            outcome.KernelMessages.FirstOrDefault(l => l.StartsWith("kernel BUG", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("2.4.21", 0)]
    [InlineData("2.6.9", 1)]
    [InlineData("2.6.31", 1)]
    public void Each_mapping_counts_even_of_low_memory(string kernel, int counted)
    {
        var machine = TestMachine.Boot(kernel, 1024);

        var low = machine.KmapAtomic(0x1234, User0).Result!;
        var high = machine.KmapAtomic(High, User0).Result!;

        Assert.Equal(((VirtualAddress)0xC1234000, null, counted), (low.Address, low.Index, low.PreemptCount));
        Assert.Equal(2 * counted, high.PreemptCount);
        machine.KunmapAtomic(high.Address, User0);
        machine.KunmapAtomic(low.Address, User0);
        Assert.Equal(counted, machine.KmapAtomic(0x1234, User0).Result!.PreemptCount);
    }

    [Theory]
    [InlineData("2.6.9", "in_atomic():1, irqs_disabled():0")]
    [InlineData("2.6.31", "in_atomic(): 1, irqs_disabled(): 0, pid: 1000, name: insmod")]
    public void Kmap_under_kmap_atomic_is_complained_of(string kernel, string line)
    {
        var machine = TestMachine.Boot(kernel, 1024, cpus: 2);
        machine.KmapAtomic(High, User0, cpu: 1);

        Assert.Empty(machine.Kmap(High).KernelMessages);
        Assert.Contains(line, machine.Kmap(High, cpu: 1).KernelMessages);
    }

    [Theory]
    [EachKernel]
    public void Two_CPUs_do_not_disturb_each_other(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024, cpus: 2);
        var first = machine.KmapAtomic(High, User0, cpu: 0).Result!.Address;
        var second = machine.KmapAtomic(High + 1, User0, cpu: 1).Result!.Address;
        machine.Write(first, [1], cpu: 0);
        machine.Write(second, [2], cpu: 1);

        machine.KunmapAtomic(first, User0, cpu: 0);

        Assert.NotEqual(first, second);
        Assert.Equal("02", machine.Read(second, 1, cpu: 1).Single().Hex);
        Assert.Equal("01", machine.Read(machine.Kmap(High).Result!.Address!.Value, 1).Single().Hex);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData(KmapContext.Process, "KM_USER0", new int[0])]
    [InlineData(KmapContext.Process, "KM_IRQ0", new[] { 457 })]
    [InlineData(KmapContext.Process, "KM_SOFTIRQ0", new[] { 462 })]
    [InlineData(KmapContext.InterruptsOff, "KM_IRQ0", new int[0])]
    [InlineData(KmapContext.InterruptsOff, "KM_SOFTIRQ1", new int[0])]
    [InlineData(KmapContext.Interrupt, "KM_USER0", new[] { 439 })]
    [InlineData(KmapContext.Interrupt, "KM_BIO_SRC_IRQ", new int[0])]
    [InlineData(KmapContext.SoftInterrupt, "KM_USER1", new[] { 448 })]
    [InlineData(KmapContext.SoftInterrupt, "KM_SKB_DATA_SOFTIRQ", new int[0])]
    [InlineData(KmapContext.SoftInterrupt, "KM_BIO_DST_IRQ", new[] { 448, 457 })]
    public void With_DEBUG_HIGHMEM_2_6_31_warns_of_types_that_do_not_suit(KmapContext context, string type, int[] lines)
    {
        var machine = TestMachine.Boot("2.6.31", 1024, config: "DEBUG_HIGHMEM=y");

        var outcome = machine.KmapAtomic(High, machine.Profile.Kmap.AtomicSlots.TypeOf(type), context: context);

        Assert.Equal(
            lines.Select(line => $"WARNING: at mm/highmem.c:{line} debug_kmap_atomic()"),
            outcome.KernelMessages.Where(l => l.StartsWith("WARNING", StringComparison.Ordinal))
        );
        Assert.False(outcome.IsBug);
    }

    [Fact]
    public void It_warns_ten_times_only()
    {
        var machine = TestMachine.Boot("2.6.31", 1024, config: "DEBUG_HIGHMEM=y");
        for (var i = 0; i < 12; i++)
        {
            var address = machine.KmapAtomic(High, User0, context: KmapContext.Interrupt).Result!.Address;
            machine.KunmapAtomic(address, User0);
        }

        Assert.Equal(10, machine.Log().Count(l => l.StartsWith("WARNING", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2.4.21", 6)]
    [InlineData("2.6.9", 13)]
    [InlineData("2.6.31", 19)]
    public void There_are_as_many_types_as_KM_TYPE_NR(string kernel, int types)
    {
        var profile = KernelProfiles.Get(kernel);

        Assert.Equal((types, profile.Layout.KmTypeNr), (profile.Kmap.AtomicSlots.Types.Count, types));
        Assert.Equal(BounceRead, profile.Kmap.AtomicSlots.TypeOf("bounce_read"));
        Assert.Equal(-1, profile.Kmap.AtomicSlots.TypeOf("KM_NOTHING"));
        Assert.Equal(-1, profile.Kmap.AtomicSlots.TypeOf(""));
    }

    [Fact]
    public void Types_and_CPUs_that_are_not_there_are_refused()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);

        Assert.Throws<ArgumentOutOfRangeException>(() => machine.KmapAtomic(High, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.KmapAtomic(High, 0, cpu: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.KunmapAtomic(0xC0000000, -1));
    }
}
