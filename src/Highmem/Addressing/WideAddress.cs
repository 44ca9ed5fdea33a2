using System.Globalization;

namespace Highmem.Addressing;

/// <summary>
/// A 64-bit address, as the reports of 64-bit kernels show them: no machine here has one. Prints as
/// <c>0xffffc90000000000</c> and compares unsigned, also with the negative Int64 that PowerShell makes of such a literal.
/// </summary>
public readonly struct WideAddress : IComparable, IComparable<WideAddress>, IEquatable<WideAddress>
{
    private readonly ulong value;

    private WideAddress(ulong value) => this.value = value;

    /// <summary>Reads <c>0xffffc90000000000</c>, bare hex that holds a letter, or a decimal number.</summary>
    /// <exception cref="FormatException">The text is not a number of 64 bits.</exception>
    public static WideAddress Parse(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new FormatException(
                $"'{text}' is not a 64-bit address. Write it as 0xffffc90000000000 or a decimal number."
            );

    /// <summary>Converts an unsigned number.</summary>
    public static implicit operator WideAddress(ulong address) => new(address);

    /// <summary>The bits of an Int64: PowerShell reads 0xffffc90000000000 as a negative one.</summary>
    public static implicit operator WideAddress(long bits) => new((ulong)bits);

    /// <summary>The bits of an Int32: PowerShell reads 0xf8000000 as a negative one.</summary>
    public static implicit operator WideAddress(int bits) => new((uint)bits);

    /// <summary>Converts an address of 32 bits.</summary>
    public static implicit operator WideAddress(VirtualAddress address) => new((ulong)(long)address);

    /// <summary>Converts text; see <see cref="Parse"/>.</summary>
    public static implicit operator WideAddress(string text) => Parse(text);

    /// <summary>The address as a number.</summary>
    public static explicit operator ulong(WideAddress address) => address.value;

    /// <summary>Equality by value.</summary>
    public static bool operator ==(WideAddress left, WideAddress right) => left.value == right.value;

    /// <summary>Inequality by value.</summary>
    public static bool operator !=(WideAddress left, WideAddress right) => left.value != right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator <(WideAddress left, WideAddress right) => left.value < right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator >(WideAddress left, WideAddress right) => left.value > right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator <=(WideAddress left, WideAddress right) => left.value <= right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator >=(WideAddress left, WideAddress right) => left.value >= right.value;

    /// <summary>The bytes from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static long operator -(WideAddress left, WideAddress right) => unchecked((long)(left.value - right.value));

    /// <inheritdoc/>
    public int CompareTo(WideAddress other) => value.CompareTo(other.value);

    /// <summary>Compares with an address or with anything that converts to one.</summary>
    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            WideAddress address => CompareTo(address),
            VirtualAddress address => CompareTo((long)address),
            int bits => CompareTo(bits),
            long bits => CompareTo(bits),
            ulong number => CompareTo(number),
            string text => CompareTo(Parse(text)),
            _ => throw new ArgumentException(
                $"An address cannot be compared with a {obj.GetType().Name}.",
                nameof(obj)
            ),
        };

    /// <inheritdoc/>
    public bool Equals(WideAddress other) => value == other.value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj switch
        {
            WideAddress address => Equals(address),
            VirtualAddress address => Equals((long)address),
            int bits => Equals(bits),
            long bits => Equals(bits),
            ulong number => Equals(number),
            string text => TryParse(text, out var address) && Equals(address),
            _ => false,
        };

    /// <inheritdoc/>
    public override int GetHashCode() => value.GetHashCode();

    /// <summary>The address as 0x and 16 hex digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{value:x16}");

    private static bool TryParse(string? text, out WideAddress address)
    {
        var digits = text.AsSpan().Trim();
        var isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var found = isHex
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                || ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        address = new(number);
        return found;
    }
}
