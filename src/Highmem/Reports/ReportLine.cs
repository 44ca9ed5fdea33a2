namespace Highmem.Reports;

/// <summary>A line of a text that a kernel printed.</summary>
/// <param name="Number">The line in the file, from 1.</param>
/// <param name="Text">The line without what loggers and mail put in front of it.</param>
public readonly record struct ReportLine(int Number, string Text)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
