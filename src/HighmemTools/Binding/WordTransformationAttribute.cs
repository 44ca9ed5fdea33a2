using Highmem.Addressing;

namespace HighmemTools;

/// <summary>Reads 32-bit words: 0 to 0xffffffff, also where PowerShell makes a negative number of <c>0xdeadbeef</c>.</summary>
public sealed class WordTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value is int bits ? (uint)bits
        : TextOf(value) is { } text ? Word(text)
        : null;

    private static uint Word(string text) =>
        NumberText.TryParseAddress(text, out var number) && number <= uint.MaxValue
            ? (uint)number
            : throw new FormatException($"'{text}' is not a 32-bit word: 0 to 0xffffffff are.");
}
