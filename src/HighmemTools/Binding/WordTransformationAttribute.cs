using System.Globalization;
using Highmem.Addressing;

namespace HighmemTools;

/// <summary>Reads 32-bit words: 0 to 0xffffffff, also where PowerShell makes a negative number of <c>0xdeadbeef</c>.</summary>
public sealed class WordTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value switch
        {
            int bits => (uint)bits,
            string text => NumberText.TryParseAddress(text, out var number) ? Word(number, text) : throw NotAWord(text),
            _ when IsNumber(value) => Word(System.Convert.ToInt64(value, CultureInfo.InvariantCulture), value),
            _ => null,
        };

    private static uint Word(long number, object value) =>
        number is >= 0 and <= uint.MaxValue ? (uint)number : throw NotAWord(value);

    private static FormatException NotAWord(object value) =>
        new(FormattableString.Invariant($"'{value}' is not a 32-bit word: 0 to 0xffffffff are."));
}
