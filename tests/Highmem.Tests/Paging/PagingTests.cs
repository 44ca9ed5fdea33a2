using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine.Views;
using Highmem.Paging;

namespace Highmem.Tests.Paging;

/// <summary>The page tables as real kernels build them, and what the MMU does to their bytes.</summary>
public sealed class PagingTests
{
    [Theory]
    [InlineData("2.4.21", 0xFE000000, "0x00002063")]
    [InlineData("2.6.9", 0xFF800000, "0x00002067")]
    [InlineData("2.4.21", 0xFFC00000, "0x00001063")]
    [InlineData("2.6.9", 0xFFC00000, "0x00001067")]
    public void The_first_boot_tables_lie_in_the_first_free_pages(string kernel, uint address, string entry)
    {
        var machine = TestMachine.Boot(kernel, 1024);

        Assert.Equal(entry, machine.GetPageTableEntries((VirtualAddress)address)[0].Value);
    }

    [Fact]
    public void The_directory_of_2_4_21_maps_896_MB_in_224_large_pages()
    {
        var machine = TestMachine.Boot("2.4.21", 1024);

        var range = machine.GetPageTableRanges(new AddressRange(machine.PageOffset, machine.HighMemory)).Single();

        Assert.Equal((224, PageTableLevel.PGD, "P RW PSE G"), (range.Entries, range.Level, range.Flags));
        var first = machine.GetPageTableEntries(machine.PageOffset).Single();
        Assert.Equal(("0x000001e3", 0x101000 + (768 * 4)), (first.Value, (long)first.EntryAddress));
    }

    [Theory]
    [InlineData(HighmemSupport.Highmem4G, new[] { "c0000000 1024 PTE", "c0400000 220 PGD", "f7400000 1022 PTE" })]
    [InlineData(HighmemSupport.Highmem64G, new[] { "c0000000 512 PTE", "c0200000 443 PMD", "f7800000 510 PTE" })]
    public void The_direct_map_of_2_6_31_begins_and_ends_in_small_pages(HighmemSupport highmem, string[] pieces)
    {
        var machine = TestMachine.Boot("2.6.31", 2048, highmem: highmem);

        var ranges = machine.GetPageTableRanges(new AddressRange(machine.PageOffset, machine.HighMemory));

        Assert.Equal(pieces, ranges.Select(r => $"{r.Address.ToString()[2..]} {r.Entries} {r.Level}"));
    }

    [Fact]
    public void Without_large_pages_the_last_table_is_filled_only_to_the_end()
    {
        var machine = TestMachine.Boot("2.4.21", 511, "mem=nopentium");

        var range = machine.GetPageTableRanges(new AddressRange(machine.PageOffset, 0xFE000000)).Single();

        Assert.Equal((511 * 256, PageTableLevel.PTE), (range.Entries, range.Level));
        Assert.Equal(machine.HighMemory, range.End);
    }

    [Fact]
    public void The_last_large_page_may_reach_beyond_low_memory()
    {
        var machine = TestMachine.Boot("2.6.9", 511);

        var range = machine.GetPageTableRanges(new AddressRange(machine.PageOffset, 0xFE000000)).Single();

        Assert.Equal((VirtualAddress)0xE0000000, range.End);
        Assert.Equal((VirtualAddress)0xDFF00000, machine.HighMemory);
    }

    [Fact]
    public void Pae_has_a_directory_pointer_entry_without_rights()
    {
        var machine = TestMachine.Boot("2.6.31", 2048, highmem: HighmemSupport.Highmem64G);
        var area = machine.Vmalloc(100).Area!;

        var levels = machine.GetPageTableEntries(area.Address);

        Assert.Equal([PageTableLevel.PGD, PageTableLevel.PMD, PageTableLevel.PTE], levels.Select(l => l.Level));
        Assert.Equal(["P", "P RW US A D", "P RW A D G"], levels.Select(l => l.Flags));
        Assert.Equal(18, levels[0].Value.Length);
    }

    [Theory]
    [InlineData(HighmemSupport.Highmem4G)]
    [InlineData(HighmemSupport.Highmem64G)]
    public void Reads_set_accessed_and_writes_set_dirty_in_the_bytes(HighmemSupport highmem)
    {
        var machine = TestMachine.Boot("2.6.31", 512, highmem: highmem);
        var area = machine.Vmalloc(100).Area!;
        var entry = machine.GetPageTableEntries(area.Address)[^1];
        machine.Write(machine.PageOffset + (long)entry.EntryAddress, [0x03]); // P RW, no A, no D

        machine.Resolve(area.Address);
        Assert.Equal("P RW G", machine.GetPageTableEntries(area.Address)[^1].Flags);
        machine.Read(area.Address, 1);
        Assert.Equal("P RW A G", machine.GetPageTableEntries(area.Address)[^1].Flags);
        machine.Write(area.Address, [1]);
        Assert.Equal("P RW A D G", machine.GetPageTableEntries(area.Address)[^1].Flags);
    }

    [Theory]
    [InlineData("2.4.21", "Oops: 0003")]
    [InlineData("2.6.9", "Oops: 0003 [#1]")]
    [InlineData("2.6.31", "Oops: 0003 [#1]")]
    public void A_write_to_a_read_only_page_is_a_protection_fault(string kernel, string oops)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var area = machine.Vmalloc(100).Area!;
        var entry = machine.GetPageTableEntries(area.Address)[^1];
        machine.Write(machine.PageOffset + (long)entry.EntryAddress, [0x61]);

        machine.Read(area.Address, 1);
        Assert.Throws<PageFaultException>(() => machine.Write(area.Address, [1]));

        Assert.Equal(oops, machine.Log().Last());
    }

    [Theory]
    [InlineData(
        "2.4.21",
        new[]
        {
            "Unable to handle kernel NULL pointer dereference at virtual address 00000000",
            " printing eip:",
            "c0100000",
            "*pde = 00000000",
            "Oops: 0000",
        }
    )]
    [InlineData(
        "2.6.31",
        new[]
        {
            "BUG: unable to handle kernel NULL pointer dereference at (null)",
            "IP: [<c0100000>] 0xc0100000",
            "*pde = 00000000 ",
            "Oops: 0000 [#1]",
        }
    )]
    public void Address_0_is_called_a_NULL_pointer(string kernel, string[] lines)
    {
        var machine = TestMachine.Boot(kernel, 512);

        Assert.Throws<PageFaultException>(() => machine.Read(0, 1));

        Assert.Equal(lines, machine.Log().TakeLast(lines.Length));
    }

    [Fact]
    public void A_read_across_pages_goes_on_in_another_frame()
    {
        var machine = TestMachine.Boot("2.4.21", 512);
        var area = machine.Vmalloc(8192).Area!;
        var bytes = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();

        machine.Write(area.Address + 4080, bytes);
        var rows = machine.Read(area.Address + 4080, 32);

        Assert.Equal(bytes, rows.SelectMany(r => r.Bytes));
        Assert.Equal(machine.Resolve(area.Address + 4096).PhysicalAddress, rows[1].PhysicalAddress);
    }

    [Fact]
    public void Accesses_end_at_4_GiB()
    {
        var machine = TestMachine.Boot("2.6.31", 512);

        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Read(0xFFFFFFFF, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Read(0xC0000000, 0));
        Assert.Throws<OverflowException>(() => (VirtualAddress)(1L << 32));
    }
}
