using Highmem.Machine;

namespace Highmem.Reports.Proc;

/// <summary>/proc/buddyinfo: free blocks of each order, zone by zone.</summary>
public static class BuddyInfoText
{
    /// <summary>The lines.</summary>
    /// <exception cref="ReportException">The kernel has no such text.</exception>
    public static IEnumerable<string> Lines(I386Machine machine) => ZoneText.Lines(machine, proc => proc.BuddyInfo);
}
