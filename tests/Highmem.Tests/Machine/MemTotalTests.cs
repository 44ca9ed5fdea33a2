using System.Globalization;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Reports.BootLogs;
using Highmem.Tests.Reports;

namespace Highmem.Tests.Machine;

/// <summary>MemTotal, LowTotal and HighTotal of real boots, from their maps and from what they say boot has kept.</summary>
public sealed class MemTotalTests
{
    public static TheoryData<string> Boots => [.. BootLogData.Rows("memtotals.csv").Select(row => row["File"])];

    [Theory]
    [MemberData(nameof(Boots))]
    public void Totals_are_exact_when_the_reserved_memory_is_given(string file)
    {
        var row = BootLogData.Rows("memtotals.csv").Single(r => r["File"] == file);
        var options = OptionsOf(file, Number(row["InitKB"]));

        // What the initial RAM disk takes is reserved first and freed later.
        var kept = Pages(row["ReservedKB"]) - Pages(row["InitrdKB"]);
        var own = I386Machine.Boot(options).Parts.ReservedPages;
        var memory = I386Machine.Boot(options with { BootAllocations = (kept - own) * 4096 }).GetMemoryInfo();

        Assert.Equal(Number(row["MemTotalKB"]), memory.MemTotal >> 10);
        Assert.Equal(Number(row["HighTotalKB"]), memory.HighTotal >> 10);
        Assert.Equal(Number(row["LowTotalKB"]), memory.LowTotal >> 10);
    }

    [Theory]
    [MemberData(nameof(Boots))]
    public void Totals_are_near_without_it(string file)
    {
        var row = BootLogData.Rows("memtotals.csv").Single(r => r["File"] == file);
        var options = BootLogMachine.Of(BootLog.Read(BootLogData.PathOf(file))).ToOptions() with
        {
            Kernel = BootLog.Read(BootLogData.PathOf(file)).Kernel,
        };

        var memory = I386Machine.Boot(options).GetMemoryInfo();

        // The kernel's own boot allocations are what differs.
        Assert.InRange(
            memory.MemTotal >> 10,
            Number(row["MemTotalKB"]) - Number(row["ReservedKB"]),
            Number(row["MemTotalKB"]) + Number(row["ReservedKB"])
        );
        Assert.Equal(Number(row["HighTotalKB"]), memory.HighTotal >> 10);
    }

    // The rules of the log's own kernel, with an image that is nothing but its init sections.
    private static MachineOptions OptionsOf(string file, long initKilobytes)
    {
        var log = BootLog.Read(BootLogData.PathOf(file));
        const long text = 0x100000;
        var init = text + 0x2000;
        var end = init + (initKilobytes << 10);
        return BootLogMachine.Of(log).ToOptions() with
        {
            Kernel = log.Kernel with { Image = new KernelImage(text, text + 4096, init, init, end, end + 4096) },
        };
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static long Pages(string kilobytes) => (Number(kilobytes) + 3) / 4;
}
