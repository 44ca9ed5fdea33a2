using System.Globalization;

namespace Highmem.Addressing;

/// <summary>Reads numbers as people and kernels write them; always invariant.</summary>
internal static class NumberText
{
    /// <summary>Reads <c>0x…</c>, <c>…u</c>, plain decimal, or bare hex that holds a letter (<c>c0000000</c>).</summary>
    public static bool TryParseAddress(string? text, out long value)
    {
        value = 0;
        var digits = text.AsSpan().Trim();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return TryParseHex(digits[2..], out value);
        }

        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            || TryParseHex(digits, out value);
    }

    /// <summary>
    /// Reads a number as the kernel's memparse does: decimal, 0x hex or 0 octal, then at most one of K, M, G.
    /// <paramref name="consumed"/> tells where it stopped (0 when no digit was found; the value is then 0).
    /// </summary>
    public static long MemParse(ReadOnlySpan<char> text, out int consumed)
    {
        var (radix, start) = text switch
        {
            ['0', 'x' or 'X', var digit, ..] when char.IsAsciiHexDigit(digit) => (16, 2),
            ['0', ..] => (8, 0),
            _ => (10, 0),
        };
        ulong value = 0;
        var at = start;
        while (at < text.Length && DigitOf(text[at]) is var digit && digit < radix)
        {
            value = unchecked((value * (ulong)radix) + (ulong)digit);
            at++;
        }

        var shift =
            at == 0 || at >= text.Length
                ? 0
                : char.ToUpperInvariant(text[at]) switch
                {
                    'K' => 10,
                    'M' => 20,
                    'G' => 30,
                    _ => 0,
                };
        consumed = shift == 0 ? at : at + 1;
        return unchecked((long)(value << shift));
    }

    /// <summary>Writes a value as 0x and at least eight hex digits.</summary>
    public static string Hex(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x8}");

    private static bool TryParseHex(ReadOnlySpan<char> digits, out long value) =>
        long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;

    private static int DigitOf(char c) => char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : int.MaxValue;
}
