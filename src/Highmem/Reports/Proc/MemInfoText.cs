using System.Globalization;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Texts;

namespace Highmem.Reports.Proc;

/// <summary>
/// /proc/meminfo, in the form of the machine's kernel. What the machine has nobody to use (page cache, swap) is 0, and
/// so are the lists of pages to reclaim.
/// </summary>
public static class MemInfoText
{
    // vm.overcommit_ratio: how much of RAM may be promised, where swap is 0.
    private const int OvercommitPercent = 50;
    private static readonly string[] Counts = ["HugePages_Total", "HugePages_Free", "HugePages_Rsvd", "HugePages_Surp"];

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(I386Machine machine) =>
        Lines(machine.GetMemoryInfo(), machine.Profile.Proc.MemInfo, machine.GetLayout().Config);

    private static IEnumerable<string> Lines(MemoryInfo info, MemInfoForm form, KernelConfig config)
    {
        if (form.HasByteTable)
        {
            yield return "        total:    used:    free:  shared: buffers:  cached:";
            yield return Invariant(
                $"Mem:  {info.MemTotal, 8} {info.MemTotal - info.MemFree, 8} {info.MemFree, 8} {0, 8} {0, 8} {0, 8}"
            );
            yield return Invariant($"Swap: {0, 8} {0, 8} {0, 8}");
        }

        foreach (var field in form.Fields(config))
        {
            var label = (field + ":").PadRight(form.LabelWidth);
            yield return Counts.Contains(field, StringComparer.Ordinal)
                ? Invariant($"{label}{0, 8}")
                : Invariant($"{label}{Bytes(field, info, config) >> 10, 8} kB");
        }
    }

    private static long Bytes(string field, MemoryInfo info, KernelConfig config) =>
        field switch
        {
            "MemTotal" => info.MemTotal,
            "MemFree" => info.MemFree,
            "HighTotal" => info.HighTotal,
            "HighFree" => info.HighFree,
            "LowTotal" => info.LowTotal,
            "LowFree" => info.LowFree,
            "Slab" or "SUnreclaim" => info.Slab,
            "AnonPages" => info.AnonPages,
            "PageTables" => info.PageTables,
            "Bounce" => info.Bounce,
            "CommitLimit" => ((info.MemTotal >> PageSize.Shift) * OvercommitPercent / 100) << PageSize.Shift,
            "VmallocTotal" => info.VmallocTotal,
            "VmallocUsed" => info.VmallocUsed,
            "VmallocChunk" => info.VmallocChunk,
            "Hugepagesize" => config.Pae ? 2 << 20 : 4 << 20,
            "DirectMap4k" => info.DirectMap4k,
            "DirectMap2M" or "DirectMap4M" => info.DirectMapLarge,
            _ => 0,
        };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
