using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace Highmem.Tests.Paging;

/// <summary>Dumps of page tables: merged, chosen by bits, explained.</summary>
public sealed class TableDumpTests
{
    public static TheoryData<string, long> EachMachine =>
        new()
        {
            { "2.4.21", 256 },
            { "2.6.9", 1024 },
            { "2.6.9", 5120 },
            { "2.6.31", 1024 },
            { "2.6.31", 5120 },
        };

    [Theory]
    [MemberData(nameof(EachMachine))]
    public void Merged_entries_taken_apart_are_the_entries(string kernel, long megabytes)
    {
        var machine = Busy(kernel, megabytes);
        var range = Kernel(machine);
        var apart = new List<(VirtualAddress, string)>();
        foreach (var run in machine.GetPageTableRanges(range))
        {
            var step = run.Size / run.Entries;
            Assert.Equal(run.Size, step * run.Entries);
            for (var at = run.Address; at < run.End; at += step)
            {
                apart.Add((at, run.Flags));
            }
        }

        var entries = machine.GetPageTableEntries(range).ToList();
        Assert.Equal(entries.Select(e => e.Address), apart.Select(a => a.Item1));
        Assert.Equal(entries.Select(WithoutUse), apart.Select(a => a.Item2));
    }

    [Theory]
    [MemberData(nameof(EachMachine))]
    public void A_run_ends_where_its_region_ends(string kernel, long megabytes)
    {
        var machine = Busy(kernel, megabytes);
        var regions = machine.GetRegions().ToDictionary(r => r.Name, StringComparer.Ordinal);
        foreach (var run in machine.GetPageTableRanges(Kernel(machine)))
        {
            var region = regions[run.Region];
            Assert.InRange(run.Address, region.Start, region.End);

            // Only the last large page of the direct map may reach beyond.
            Assert.True(run.End <= region.End || (run.LargePage && run.Region == "lowmem"), run.Region);
        }
    }

    [Fact]
    public void Neighbours_in_two_regions_are_not_merged()
    {
        // The last page below FIXADDR_START and the first above it get the same entry.
        var machine = TestMachine.Boot("2.6.31", 512);
        var border = machine.FixaddrStart;
        foreach (var address in new[] { border - 4096, border })
        {
            Poke(machine, address, 0x1000163);
        }

        var runs = machine.GetPageTableRanges(new AddressRange(border - 4096, border + 4096)).ToList();

        Assert.Equal(["fixmap (boot)", "fixmap"], runs.Select(r => r.Region));
    }

    [Fact]
    public void Entries_are_chosen_by_their_bits()
    {
        var machine = Busy("2.6.31", 1024);
        var range = Kernel(machine);

        var uncached = machine.GetPageTableEntries(range, new() { With = ["pcd"] }).ToList();
        Assert.Equal([0xFEC00000L, 0xFEE00000L], uncached.Select(e => (long)e.PhysicalAddress).Order());
        Assert.All(machine.GetPageTableRanges(range, new() { Without = ["G"] }), r => Assert.False(r.Global));
        Assert.All(machine.GetPageTableEntries(range, new() { With = ["PSE"] }), e => Assert.True(e.LargePage));
        Assert.Empty(machine.GetPageTableEntries(range, new() { With = ["PAT"] }));
    }

    [Fact]
    public void What_is_not_present_but_not_empty_is_shown_unless_it_is_not_wanted()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        VirtualAddress address = 0xE0800000;
        var area = machine.Vmalloc(4096).Area!;
        Assert.Equal(address, area.Address);
        Poke(machine, address, 0x12345100); // bit 8: PROTNONE
        var range = new AddressRange(address, address + 4096);

        Assert.Equal("PROTNONE", machine.GetPageTableEntries(range).Single().Flags);
        Assert.False(machine.GetPageTableRanges(range).Single().Present);
        Assert.Empty(machine.GetPageTableEntries(range, new() { PresentOnly = true }));
    }

    [Theory]
    [InlineData("2.4.21", 0x00000181u, "P PAT G")]
    [InlineData("2.4.21", 0x00000080u, "PROTNONE")]
    [InlineData("2.6.9", 0x00000040u, "FILE")]
    [InlineData("2.6.9", 0x00000e63u, "P RW A D")]
    [InlineData("2.6.31", 0x00000e63u, "P RW A D SPECIAL IOMAP HIDDEN")]
    [InlineData("2.6.31", 0x00000140u, "FILE PROTNONE")]
    public void The_kernels_own_bits_have_its_names(string kernel, uint value, string flags)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var address = machine.Vmalloc(4096).Area!.Address;
        Poke(machine, address, value);

        Assert.Equal(flags, machine.GetPageTableEntries(address)[^1].Flags);
    }

    [Theory]
    [MemberData(nameof(EachMachine))]
    public void Every_bit_is_explained_once(string kernel, long megabytes)
    {
        var machine = Busy(kernel, megabytes);
        var pae = machine.GetLayout().Config.Pae;
        VirtualAddress[] addresses =
        [
            machine.PageOffset,
            machine.PageOffset + (8 << 20),
            machine.VmallocStart,
            machine.VmallocEnd - 4096,
            0,
        ];
        foreach (var entry in addresses.SelectMany(machine.GetPageTableEntries))
        {
            var rows = entry.Explain();
            var bits = rows.SelectMany(r => Bits(r.Bit)).ToList();

            Assert.Equal(Enumerable.Range(0, pae ? 64 : 32), bits);
            Assert.Equal(
                Convert.ToUInt64(entry.Value, 16),
                rows.Aggregate(0UL, (sum, r) => sum | (ValueOf(r) << First(r)))
            );
            Assert.All(rows, r => Assert.NotEmpty(r.Meaning));
            Assert.All(rows, r => Assert.Equal(entry.Value, r.Entry));
        }
    }

    [Theory]
    [InlineData(1024, "PGD", "PS", "1", "maps 4 MB itself")]
    [InlineData(5120, "PMD", "PS", "1", "maps 2 MB itself")]
    [InlineData(5120, "PGD", "P", "1", "present: points at a page middle directory")]
    public void A_large_page_says_so(long megabytes, string level, string name, string value, string meaning)
    {
        var machine = TestMachine.Boot("2.6.9", megabytes);
        var row = machine
            .GetPageTableEntries(machine.PageOffset + (8 << 20))
            .SelectMany(e => e.Explain())
            .Single(r => r.Level.ToString() == level && r.Name == name);

        Assert.Equal((value, meaning), (row.Value, row.Meaning));
    }

    private static I386Machine Busy(string kernel, long megabytes)
    {
        var machine = TestMachine.Boot(kernel, megabytes);
        machine.Vmalloc(100_000);
        var gone = machine.Vmalloc(5000).Area!;
        machine.Vmalloc(5 << 20);
        machine.Vfree(gone.Address);
        machine.Read(machine.VmallocStart, 16);
        return machine;
    }

    private static AddressRange Kernel(I386Machine machine) => new(machine.PageOffset, VirtualAddress.EndOfSpace);

    private static string WithoutUse(PageTableEntry entry) =>
        string.Join(' ', entry.Flags.Split(' ').Where(f => f is not ("A" or "D")));

    private static void Poke(I386Machine machine, VirtualAddress address, uint value) =>
        machine.Parts.Tables.WriteEntry((long)machine.GetPageTableEntries(address)[^1].EntryAddress, value);

    private static IEnumerable<int> Bits(string bit)
    {
        var parts = bit.Split('-').Select(int.Parse).ToList();
        return Enumerable.Range(parts[0], parts[^1] - parts[0] + 1);
    }

    private static int First(PageTableBit row) => Bits(row.Bit).First();

    private static ulong ValueOf(PageTableBit row) =>
        row.Value.StartsWith("0x", StringComparison.Ordinal)
            ? Convert.ToUInt64(row.Value, 16)
            : Convert.ToUInt64(row.Value, 2);
}
