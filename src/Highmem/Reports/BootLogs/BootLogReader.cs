namespace Highmem.Reports.BootLogs;

/// <summary>Finds every number of a boot log, with a reader for each kind of line.</summary>
internal static class BootLogReader
{
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
            new BootLogActiveRangeReader(),
            new BootLogMemoryReader(regions),
            new BootLogLayoutReader(regions),
        ];
        return [.. log.Lines.SelectMany(line => readers.SelectMany(reader => reader.Read(line)))];
    }
}
