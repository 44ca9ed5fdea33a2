namespace Highmem.Reports.BootLogs;

/// <summary>One number of a boot log, recomputed.</summary>
/// <param name="File">The log's name.</param>
/// <param name="LineNumber">The line in the file, from 1.</param>
/// <param name="Quantity">What the number is.</param>
/// <param name="Printed">The number as the log has it, in its own unit and notation.</param>
/// <param name="Computed">The number that follows, written the same way; empty when none does.</param>
/// <param name="Result">Whether the two agree.</param>
/// <param name="Reason">
/// Why a number is not derivable; else what was assumed to derive it, empty when nothing was.
/// </param>
public sealed record BootLogCheck(
    string File,
    int LineNumber,
    string Quantity,
    string Printed,
    string Computed,
    BootLogResult Result,
    string Reason
);
