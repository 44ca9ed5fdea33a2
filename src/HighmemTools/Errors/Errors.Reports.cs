using System.Management.Automation;
using Highmem.Machine;
using Highmem.Reports;
using Highmem.Reports.BootLogs;

namespace HighmemTools;

// What is read from texts of real machines, and what is written as these are.
public static partial class Errors
{
    internal static ErrorRecord InvalidBootLog(BootLogException problem, string target) =>
        Make(problem, ErrorCategory.InvalidData, target);

    internal static ErrorRecord InvalidVmallocInfo(Exception problem, string target) =>
        Make(new ArgumentException(Sentence(problem), problem), ErrorCategory.InvalidData, target);

    internal static ErrorRecord VmallocInfoNotPlaced(VmallocSetupException problem, string target) =>
        Make(problem, ErrorCategory.InvalidOperation, target);

    internal static ErrorRecord ReportNotAvailable(ReportException problem, I386Machine machine) =>
        Make(problem, ErrorCategory.NotImplemented, machine);
}
