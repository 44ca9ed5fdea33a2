using System.Globalization;
using Highmem.Machine;
using Highmem.Reports.BootLogs;

namespace Highmem.Tests.Reports;

/// <summary>
/// Machines made of nothing but the boot log of a 2.4 or 2.6 kernel, held against what that kernel had in its RAM: every
/// cell of <c>layout.csv</c> about the borders of memory and of zones.
/// </summary>
public sealed class RealMachineTests
{
    private static readonly Dictionary<string, Func<I386Machine, long>> Cells = new(StringComparer.Ordinal)
    {
        ["high_memory"] = machine => (long)machine.HighMemory,
        ["VMALLOC_START"] = machine => (long)machine.VmallocStart,
        ["VMALLOC_END"] = machine => (long)machine.VmallocEnd,
        ["PKMAP_BASE"] = machine => (long)machine.PkmapBase.GetValueOrDefault(),
        ["FIXADDR_START"] = machine => (long)machine.FixaddrStart,
        ["max_low_pfn"] = machine => machine.MaxLowPfn,
        ["max_pfn"] = machine => machine.GetLayout().MaxPfn,
        ["DMA_start_pfn"] = machine => machine.GetZones()[0].StartPfn,
        ["DMA_spanned"] = machine => machine.GetZones()[0].Spanned,
        ["DMA_present"] = machine => machine.GetZones()[0].Present,
        ["Normal_spanned"] = machine => machine.GetZones()[1].Spanned,
        ["Normal_present"] = machine => machine.GetZones()[1].Present,
        ["HighMem_spanned"] = machine => machine.GetZones()[2].Spanned,
        ["HighMem_present"] = machine => machine.GetZones()[2].Present,
    };

    [Fact]
    public void Machines_of_boot_logs_have_the_borders_of_the_real_ones()
    {
        var differing = new List<string>();
        var cells = 0;
        foreach (var row in BootLogData.Rows("layout.csv"))
        {
            var log = BootLog.Read(BootLogData.PathOf(row["file"]));
            var machine = I386Machine.Boot(BootLogMachine.Of(log).ToOptions());
            Assert.Equal(log.Version, machine.Kernel);
            foreach (var (name, value) in Cells.Where(cell => row[cell.Key].Length > 0))
            {
                cells++;
                var (real, ours) = (Value(row[name], name), value(machine));
                if (real != ours)
                {
                    differing.Add(FormattableString.Invariant($"{row["file"]} {name}: real {real:x}, ours {ours:x}"));
                }
            }
        }

        // Without HIGHMEM the window ends below the fixmap, whose entries a build chooses; the boot lines of 2.6.17 do not tell
        // how many there are. This build is for the 586 (FIX_F00F_IDT) and has extended PCI configuration (FIX_PCIE_MCFG).
        Assert.Equal(847, cells);
        Assert.Equal(6, differing.Count);
        Assert.All(
            differing,
            cell =>
            {
                Assert.StartsWith("2.6.17.14-isdn-nohighmem-", cell, StringComparison.Ordinal);
                Assert.EndsWith("VMALLOC_END: real fffb4000, ours fffb6000", cell, StringComparison.Ordinal);
            }
        );
    }

    private static long Value(string text, string column) =>
        long.Parse(
            text,
            column.Any(char.IsLower) && column != "high_memory" ? NumberStyles.None : NumberStyles.HexNumber,
            CultureInfo.InvariantCulture
        );
}
