namespace Highmem.Boot;

/// <summary>A line of the kernel log.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Text">The line as the kernel prints it.</param>
public sealed record KernelLogEntry(string Machine, int Number, string Text)
{
    /// <summary>The text of the line.</summary>
    public override string ToString() => Text;
}
