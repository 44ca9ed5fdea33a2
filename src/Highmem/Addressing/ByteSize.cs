using System.Globalization;

namespace Highmem.Addressing;

/// <summary>
/// A number of bytes as an argument: <c>100</c>, <c>4KB</c>, <c>128M</c>, <c>0x1000</c> (the kernel's memparse
/// suffixes, an optional B, and PowerShell's own literals). Never negative.
/// </summary>
public readonly record struct ByteSize
{
    private ByteSize(long bytes) =>
        Bytes =
            bytes >= 0
                ? bytes
                : throw new OverflowException(
                    $"{bytes.ToString(CultureInfo.InvariantCulture)} is not a size: sizes are 0 or more bytes."
                );

    /// <summary>The size in bytes.</summary>
    public long Bytes { get; }

    /// <summary>Converts a number of bytes.</summary>
    public static implicit operator ByteSize(int bytes) => new(bytes);

    /// <summary>Converts a number of bytes.</summary>
    public static implicit operator ByteSize(uint bytes) => new(bytes);

    /// <summary>Converts a number of bytes.</summary>
    public static implicit operator ByteSize(long bytes) => new(bytes);

    /// <summary>Converts a whole number of bytes; PowerShell makes a double of <c>1.5GB</c>.</summary>
    public static implicit operator ByteSize(double bytes)
    {
        if (!(Math.Abs(bytes) < long.MaxValue))
        {
            throw TooLarge(bytes.ToString(CultureInfo.InvariantCulture));
        }

        return Math.Floor(bytes).Equals(bytes)
            ? new((long)bytes)
            : throw new OverflowException(
                $"{bytes.ToString(CultureInfo.InvariantCulture)} is not a whole number of bytes."
            );
    }

    /// <summary>Converts text; see <see cref="Parse"/>.</summary>
    public static implicit operator ByteSize(string text) => Parse(text);

    /// <summary>The number of bytes.</summary>
    public static implicit operator long(ByteSize size) => size.Bytes;

    /// <summary>Reads <c>100</c>, <c>4K</c>, <c>4KB</c>, <c>128M</c>, <c>1.5GB</c>, <c>2T</c> or <c>0x1000</c>.</summary>
    /// <exception cref="FormatException">The text is not a size.</exception>
    /// <exception cref="OverflowException">The size is negative, not a whole number of bytes, or too large.</exception>
    public static ByteSize Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        if (
            rest.Length > 1
            && char.ToUpperInvariant(rest[^1]) == 'B'
            && "KMGT".Contains(char.ToUpperInvariant(rest[^2]))
        )
        {
            rest = rest[..^1];
        }

        var shift = rest.IsEmpty
            ? 0
            : char.ToUpperInvariant(rest[^1]) switch
            {
                'K' => 10,
                'M' => 20,
                'G' => 30,
                'T' => 40,
                _ => 0,
            };
        var number = shift == 0 ? rest : rest[..^1];
        if (
            number.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && ulong.TryParse(number[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
        )
        {
            return hex <= (ulong)long.MaxValue >> shift ? (long)hex << shift : throw TooLarge(text);
        }

        if (
            !decimal.TryParse(
                number,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            throw new FormatException($"'{text}' is not a size. Write bytes as 100, 4KB, 128M or 0x1000.");
        }

        if (value > long.MaxValue >> shift)
        {
            throw TooLarge(text);
        }

        var bytes = value * (1L << shift);
        return decimal.IsInteger(bytes)
            ? (long)bytes
            : throw new OverflowException($"'{text}' is not a whole number of bytes.");
    }

    /// <summary>The number of bytes in digits.</summary>
    public override string ToString() => Bytes.ToString(CultureInfo.InvariantCulture);

    private static OverflowException TooLarge(string text) =>
        new($"'{text}' is more bytes than a 64-bit number can count.");
}
