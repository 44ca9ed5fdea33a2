using System.Globalization;

namespace Highmem.Reports.BootLogs;

/// <summary>Finds the numbers in one kind of boot line. An instance reads one log, line after line.</summary>
internal abstract class BootLogLineReader
{
    /// <summary>The numbers of a line; none if the line is of another kind.</summary>
    public abstract IEnumerable<BootLogNumber> Read(ReportLine line);

    /// <summary>A decimal number; null if it is larger than any memory.</summary>
    protected static long? ParseDecimal(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
