namespace Highmem.Reports.VmallocInfo;

/// <summary>A text that is no /proc/vmallocinfo, or a damaged one. The message names file, line and reason.</summary>
/// <param name="file">The file's name.</param>
/// <param name="line">The line from 1; 0 when no line is to blame.</param>
/// <param name="reason">What is wrong with it.</param>
/// <param name="innerException">What led to it.</param>
public sealed class VmallocInfoException(string file, int line, string reason, Exception? innerException = null)
    : FormatException(
        line > 0 ? FormattableString.Invariant($"{file}, line {line}: {reason}") : $"{file}: {reason}",
        innerException
    )
{
    /// <summary>The file's name.</summary>
    public string File { get; } = file;

    /// <summary>The line from 1; 0 when no line is to blame.</summary>
    public int Line { get; } = line;
}
