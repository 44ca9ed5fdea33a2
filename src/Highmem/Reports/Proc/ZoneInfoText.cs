using Highmem.Machine;

namespace Highmem.Reports.Proc;

/// <summary>/proc/zoneinfo: each zone that has pages, with its marks, counters and per-CPU lists.</summary>
public static class ZoneInfoText
{
    /// <summary>The lines.</summary>
    /// <exception cref="ReportException">The kernel has no such text.</exception>
    public static IEnumerable<string> Lines(I386Machine machine) => ZoneText.Lines(machine, proc => proc.ZoneInfo);
}
