using FsCheck;
using FsCheck.Fluent;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Paging;

namespace Highmem.Tests.Paging;

/// <summary>What a TLB keeps, what each kind of flush drops, and what a CPU sees when nobody flushed.</summary>
public sealed class TlbTests
{
    private const ulong Kernel = 0x163;
    private const ulong NotGlobal = 0x063;

    [Fact]
    public void The_TLB_is_that_of_a_Pentium_III_unless_another_is_asked_for()
    {
        var geometry = new CpuFeatures().Tlb;

        Assert.Equal((64, 4, 8, 4), (geometry.Entries, geometry.Ways, geometry.LargeEntries, geometry.LargeWays));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(64, 0)]
    [InlineData(64, 3)]
    [InlineData(48, 4)]
    [InlineData(8192, 4)]
    public void A_TLB_that_cannot_be_built_is_refused(int entries, int ways)
    {
        var options = new MachineOptions
        {
            Cpu = new()
            {
                Tlb = new() { Entries = entries, Ways = ways },
            },
        };

        Assert.Contains(
            "TLB",
            Assert.Throws<BootException>(() => I386Machine.Boot(options)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_set_keeps_the_pages_that_were_used_last() =>
        Prop.ForAll(
                Gen.Choose(0, 39).ListOf(300).ToArbitrary(),
                pages =>
                {
                    var tlb = new Tlb(new() { Entries = 16, Ways = 4 }, 22);
                    var model = Enumerable.Range(0, 4).Select(_ => new List<uint>()).ToArray();
                    foreach (var page in pages.Select(p => (uint)p))
                    {
                        var set = model[page % 4];
                        Assert.Equal(set.Contains(page), tlb.Find(page) != 0);
                        if (!set.Remove(page))
                        {
                            tlb.Insert(Walk(page, page + 100, Kernel));
                        }

                        set.Insert(0, page);
                        set.RemoveRange(Math.Min(4, set.Count), Math.Max(0, set.Count - 4));
                    }

                    Assert.Equal(model.SelectMany(set => set), tlb.Entries.Select(e => e.Page));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));

    [Fact]
    public void Loading_CR3_spares_global_pages_and_INVLPG_nothing()
    {
        var tlb = new Tlb(new(), 22);
        tlb.Insert(Walk(0x08048, 5, NotGlobal));
        tlb.Insert(Walk(0xF8800, 6, Kernel));
        tlb.Insert(Walk(0xF8801, 7, Kernel));

        tlb.FlushNonGlobal();
        tlb.Invalidate(0xF8801);

        Assert.Equal([0xF8800U], tlb.Entries.Select(e => e.Page));
        tlb.FlushAll();
        Assert.Empty(tlb.Entries);
    }

    [Fact]
    public void A_large_page_takes_one_entry_and_goes_with_any_of_its_addresses()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);
        _ = machine.ReadBytes(0xC1000000, 4);
        _ = machine.ReadBytes(0xC13FFFFF, 1);

        var entry = machine.GetTlbEntries(0).Single();

        Assert.Equal((true, true, 0x1000), (entry.LargePage, entry.Global, entry.PageFrame));
        Assert.Equal((1L, 1L), (machine.TlbHits, machine.TlbMisses));
        machine.ClearTlb(0, 0xC1234567);
        Assert.Empty(machine.GetTlbEntries(0));
    }

    [Theory]
    [InlineData("2.4.21", HighmemSupport.Highmem4G)]
    [InlineData("2.6.9", HighmemSupport.Highmem64G)]
    [InlineData("2.6.31", HighmemSupport.Highmem64G)]
    public void A_changed_entry_is_not_seen_until_somebody_flushes(string kernel, HighmemSupport highmem)
    {
        var machine = TestMachine.Boot(kernel, 1024, highmem: highmem, cpus: 2);
        var (first, second) = (machine.Vmalloc(4096).Area!, machine.Vmalloc(4096).Area!);
        machine.Write(first.Address, [1]);
        machine.Write(second.Address, [2]);
        var entry = machine.GetPageTableEntries(first.Address)[^1].EntryAddress;
        var other = machine.GetPageTableEntries(second.Address)[^1].EntryAddress;

        machine.Write(machine.PhysToVirt(entry), machine.ReadBytes(machine.PhysToVirt(other), 4));

        var stale = machine.Read(first.Address, 1).Single();
        Assert.Equal((true, "01"), (stale.Stale, stale.Hex));
        Assert.Equal(1, machine.StaleAccesses);
        Assert.Contains(machine.GetTlbEntries(0), e => e.Stale && e.Address == first.Address);
        var onOtherCpu = machine.Read(first.Address, 1, cpu: 1).Single();
        Assert.Equal((false, "02"), (onOtherCpu.Stale, onOtherCpu.Hex));

        machine.ClearNonGlobalTlb(0);
        Assert.True(machine.Read(first.Address, 1).Single().Stale);
        machine.ClearTlb(0, first.Address);
        Assert.Equal("02", machine.Read(first.Address, 1).Single().Hex);
    }

    [Fact]
    public void A_row_that_reaches_into_a_stale_page_is_marked()
    {
        var machine = TestMachine.Boot("2.6.9", 64);
        var area = machine.Vmalloc(8192).Area!;
        var second = area.Address + 4096;
        machine.Write(second, [7]);
        machine.Write(machine.PhysToVirt(machine.GetPageTableEntries(second)[^1].EntryAddress), new byte[4]);

        var rows = machine.Read(area.Address + 4080 - 8, 32);

        Assert.Equal([false, true], rows.Select(row => row.Stale));
    }

    [Theory]
    [InlineData("2.4.21", 1, false)]
    [InlineData("2.6.9", 1, false)]
    [InlineData("2.6.31", 0, true)]
    public void Only_a_lazy_vfree_leaves_its_page_readable(string kernel, int flushes, bool isReadable)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var area = machine.Vmalloc(4096).Area!;
        machine.Write(area.Address, [42]);
        machine.Vfree(area.Address);

        Assert.Equal(flushes, machine.TlbFlushes);
        if (isReadable)
        {
            var row = machine.Read(area.Address, 1).Single();
            Assert.Equal(("2a", true, 1L), (row.Hex, row.Stale, machine.StaleAccesses));
            Assert.True(machine.GetTlbEntries(0).Single(e => e.Address == area.Address).Stale);
            Assert.Empty(machine.Audit());
        }
        else
        {
            Assert.Throws<PageFaultException>(() => machine.Read(area.Address, 1));
        }
    }

    [Fact]
    public void The_first_write_to_a_clean_page_walks_the_tables_to_mark_it()
    {
        var machine = TestMachine.Boot("2.6.9", 64);
        var area = machine.Vmalloc(4096).Area!;
        var at = machine.PhysToVirt(machine.GetPageTableEntries(area.Address)[^1].EntryAddress);
        machine.Write(at, [0x23]);
        _ = machine.ReadBytes(area.Address, 1);
        Assert.False(machine.GetTlbEntries(0).Single(e => e.Address == area.Address).Dirty);

        machine.Write(area.Address, [1]);

        Assert.True(machine.GetTlbEntries(0).Single(e => e.Address == area.Address).Dirty);
        Assert.Equal(0x63, machine.ReadBytes(at, 1)[0]);
    }

    [Fact]
    public void A_CPU_that_is_not_there_is_refused()
    {
        var machine = TestMachine.Boot("2.6.9", 64, cpus: 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => machine.GetTlbEntries(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Read(0xC0000000, 1, cpu: -1));
    }

    private static PageWalk Walk(uint page, uint frame, ulong bits) =>
        new()
        {
            Address = VirtualAddress.FromPage((int)page),
            PgdAddress = 0,
            Pgd = 0x67,
            PmdAddress = -1,
            Pmd = 0,
            PteAddress = 0,
            Pte = bits,
            LeafAddress = 0,
            Leaf = ((ulong)frame << PageSize.Shift) | bits,
            PageBytes = PageSize.Bytes,
        };
}
