using System.Globalization;

namespace Highmem.Boot;

/// <summary>One thing that a kernel's rules say: a number, or how something is done.</summary>
/// <param name="Name">What it is, in the kernel's words where it has some; unique among the facts of a kernel.</param>
/// <param name="Value">The number, text or truth value; empty where the kernel has no such thing.</param>
/// <param name="Why">What it decides, or why it is so.</param>
/// <param name="Source">Where in the kernel it stands: file and function.</param>
public sealed record RuleFact(string Name, object? Value, string Why, string Source)
{
    /// <summary>Name and value.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} = {Value}");
}
