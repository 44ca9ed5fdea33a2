namespace Highmem.Tests.Architecture;

/// <summary>One place where the sources break a rule of the house.</summary>
/// <param name="Key">Names the breach for <see cref="KnownBreaches"/>: without a line, so that it outlives edits.</param>
/// <param name="File">The file, as the code base names it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="What">What is wrong there.</param>
internal sealed record Breach(string Key, string File, int Line, string What)
{
    public override string ToString() => $"{File}:{Line}: {What}";
}
