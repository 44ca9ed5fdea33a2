using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace Highmem.Reports.Proc;

/// <summary>
/// /proc/meminfo, in the form of the machine's kernel. What the machine has nobody to use (page cache, swap) is 0, and
/// so are the lists of pages to reclaim.
/// </summary>
public static class MemInfoText
{
    // vm.overcommit_ratio: how much of RAM may be promised, where swap is 0.
    private const int OvercommitPercent = 50;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(I386Machine machine)
    {
        var (info, config) = (machine.GetMemoryInfo(), machine.GetLayout().Config);
        return machine.Profile.Proc.MemInfo.Lines(config, field => Bytes(field, info, config));
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
}
