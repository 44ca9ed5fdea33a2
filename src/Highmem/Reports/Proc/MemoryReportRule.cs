using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Texts;

namespace Highmem.Reports.Proc;

/// <summary>Asks a machine's profile whether its kernel has a text.</summary>
internal static class MemoryReportRule
{
    /// <summary>Does nothing if the kernel has the text.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="report">The text.</param>
    /// <param name="name">What the text is called.</param>
    /// <exception cref="ReportException">It has not.</exception>
    public static void Demand(I386Machine machine, MemoryReports report, string name)
    {
        if (!machine.Profile.Proc.Zones.HasFlag(report))
        {
            var others = KernelProfiles.All.Where(k => k.Proc.Zones.HasFlag(report));
            throw new ReportException(
                $"Linux {machine.Kernel} has no {name}. Kernels that have it: {string.Join(", ", others)}."
            );
        }
    }
}
