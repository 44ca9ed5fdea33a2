using System.Globalization;
using Highmem.Physical;
using Highmem.Reports.BootLogs;
using Highmem.Tests.Reports;

namespace Highmem.Tests.Physical;

/// <summary>Zones, marks and reserves against /proc/zoneinfo of real boots of 2.6.17 and 2.6.27, whose rules are 2.6.31's.</summary>
public sealed class RealZoneInfoTests
{
    public static TheoryData<string> Boots =>
        [.. BootLogData.Rows("zoneinfo.csv").Select(row => row["File"]).Distinct()];

    [Theory]
    [MemberData(nameof(Boots))]
    public void Every_number_of_zoneinfo_follows_from_the_boot(string file)
    {
        var log = BootLog.Read(BootLogData.PathOf(file));
        var machine = BootLogMachine.Of(log);
        var zones = log.Kernel.ComputeLayout(machine.Config, machine.Map, machine.CommandLine).Zones;
        var marks = ZoneMarksPolicy.Quarters.Of(
            [.. zones.Select(zone => new ZoneSize(zone.PresentPages, 0))],
            new MemoryTunables()
        );

        foreach (var row in BootLogData.Rows("zoneinfo.csv").Where(r => r["File"] == file))
        {
            var i = Array.FindIndex([.. zones], z => z.Name == row["Zone"]);
            var zone = zones[i];
            Assert.Equal(
                (Number(row["StartPfn"]), Number(row["Spanned"]), Number(row["Present"])),
                (zone.StartPfn, zone.SpannedPages, zone.PresentPages)
            );
            Assert.Equal(
                (Number(row["Min"]), Number(row["Low"]), Number(row["High"])),
                (marks[i].Min, marks[i].Low, marks[i].High)
            );

            // 2.6.17 has an empty zone DMA32 in the second place.
            var reserve = row["Protection"].Split(' ').Select(Number).ToList();
            Assert.Equal(
                file.StartsWith("2.6.17", StringComparison.Ordinal)
                    ? [reserve[0], reserve[2], reserve[3]]
                    : reserve.Take(3),
                marks[i].Reserve
            );
            if (row["Batch"].Length > 0)
            {
                Assert.Equal(
                    Number(row["Batch"]),
                    Math.Max(log.Kernel.Physical.PerCpuLists.BatchOf(zone.PresentPages), 1)
                );
            }
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
