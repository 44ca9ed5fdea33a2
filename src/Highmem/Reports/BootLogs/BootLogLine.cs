namespace Highmem.Reports.BootLogs;

/// <summary>A line the kernel printed.</summary>
/// <param name="Number">The line in the file, from 1.</param>
/// <param name="Text">The line without what loggers and mail put in front of it.</param>
public readonly record struct BootLogLine(int Number, string Text)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
