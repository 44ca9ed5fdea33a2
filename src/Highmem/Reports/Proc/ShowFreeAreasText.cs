using Highmem.Machine;

namespace Highmem.Reports.Proc;

/// <summary>What SysRq-m prints of the zones: their free pages, their marks and their free blocks.</summary>
public static class ShowFreeAreasText
{
    /// <summary>The lines.</summary>
    /// <exception cref="ReportException">The kernel has no such text.</exception>
    public static IEnumerable<string> Lines(I386Machine machine) => ZoneText.Lines(machine, proc => proc.ShowFreeAreas);
}
