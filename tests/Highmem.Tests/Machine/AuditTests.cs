using Highmem.Machine;
using Highmem.Machine.Views;

namespace Highmem.Tests.Machine;

/// <summary>The audit finds what is really broken: the bytes are changed behind the machine's back.</summary>
public sealed class AuditTests
{
    [Theory]
    [EachKernel]
    public void A_changed_page_table_entry_of_an_area_is_found(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 64);
        var area = machine.Vmalloc(8192).Area!;

        WriteEntry(machine, machine.GetPageTableEntries(area.Address)[^1], 0);

        Assert.Contains(machine.Audit(), f => f.Invariant is "area mapped");
    }

    [Fact]
    public void A_mapped_guard_page_is_found()
    {
        var machine = TestMachine.Boot("2.6.31", 64);
        var area = machine.Vmalloc(4096).Area!;
        var guard = machine.GetPageTableEntries(area.Address + 4096)[^1];

        WriteEntry(machine, guard, 0x00100163);

        var finding = Assert.Single(machine.Audit());
        Assert.Equal("guard page", finding.Invariant);
        Assert.Equal((area.Address + 4096).ToString(), finding.Subject);
    }

    [Fact]
    public void A_hole_in_the_direct_map_is_found()
    {
        var machine = TestMachine.Boot("2.6.31", 64);
        var entry = machine.GetPageTableEntries(machine.PageOffset + (32 << 20))[0];

        WriteEntry(machine, entry, 0);

        Assert.Contains(machine.Audit(), f => f.Invariant is "direct map");
    }

    [Fact]
    public void A_directory_that_points_at_a_page_that_is_no_table_is_found()
    {
        var machine = TestMachine.Boot("2.6.9", 64);
        var area = machine.Vmalloc(4096).Area!;
        var entry = machine.GetPageTableEntries(area.Address)[0];

        WriteEntry(machine, entry, 0x02000067);

        Assert.Contains(machine.Audit(), f => f.Invariant is "page tables in low memory");
        Assert.Contains(machine.Audit(), f => f.Invariant is "no frame lost");
    }

    // Page tables are low memory, so the direct map reaches them.
    private static void WriteEntry(I386Machine machine, PageTableEntry entry, uint value)
    {
        var address = machine.PageOffset + (long)entry.EntryAddress;
        machine.Write(address, BitConverter.GetBytes(value));
    }
}
