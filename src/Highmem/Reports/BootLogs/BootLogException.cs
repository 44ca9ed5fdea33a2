namespace Highmem.Reports.BootLogs;

/// <summary>A file that is no boot log, or a boot log with too little in it. The message names file, line and reason.</summary>
public sealed class BootLogException : FormatException
{
    /// <summary>An unreadable log.</summary>
    public BootLogException() { }

    /// <summary>An unreadable log, and why.</summary>
    public BootLogException(string message)
        : base(message) { }

    /// <summary>An unreadable log, why, and what led to it.</summary>
    public BootLogException(string message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>An unreadable log.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="line">The line from 1; 0 when no line is to blame.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="innerException">What led to it.</param>
    public BootLogException(string file, int line, string reason, Exception? innerException = null)
        : base(
            line > 0 ? FormattableString.Invariant($"{file}, line {line}: {reason}") : $"{file}: {reason}",
            innerException
        )
    {
        File = file;
        Line = line;
    }

    /// <summary>The file's name.</summary>
    public string File { get; } = "";

    /// <summary>The line from 1; 0 when no line is to blame.</summary>
    public int Line { get; }
}
