using System.Globalization;

namespace Highmem.Reports.BootLogs;

/// <summary>Finds the numbers in one kind of boot line. An instance reads one log, line after line.</summary>
internal abstract class BootLogLineReader
{
    /// <summary>The numbers of a line; none if the line is of another kind.</summary>
    public abstract IEnumerable<BootLogNumber> Read(BootLogLine line);

    /// <summary>Every number of a log that is known to mean something, in order.</summary>
    public static IReadOnlyList<BootLogNumber> ReadAll(BootLog log)
    {
        var regions = new BootLogRegions(log);
        BootLogLineReader[] readers =
        [
            new BootLogMapReader(log),
            new BootLogLowmemReader(),
            new BootLogPfnReader(),
            new BootLogZoneReader(log),
            new BootLogMemoryReader(regions),
            new BootLogLayoutReader(regions),
        ];
        return [.. log.Lines.SelectMany(line => readers.SelectMany(reader => reader.Read(line)))];
    }

    /// <summary>A decimal number; null if it is larger than any memory.</summary>
    protected static long? ParseDecimal(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
