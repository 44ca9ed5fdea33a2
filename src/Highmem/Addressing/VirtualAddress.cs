namespace Highmem.Addressing;

/// <summary>
/// A 32-bit virtual address. Prints as <c>0xc0000000</c>; converts from the Int32 that PowerShell makes of such a
/// literal, from unsigned and long numbers and from text, so that comparing, sorting and binding do what is meant.
/// The exclusive end of a range may be 4 GiB (<see cref="EndOfSpace"/>); no conversion yields that value.
/// </summary>
public readonly struct VirtualAddress : IComparable, IComparable<VirtualAddress>, IEquatable<VirtualAddress>
{
    private const long Limit = 1L << 32;
    private readonly long value;

    private VirtualAddress(long value) => this.value = value;

    /// <summary>Address 0.</summary>
    public static VirtualAddress Zero => default;

    /// <summary>One past the last address (4 GiB): only an exclusive end.</summary>
    public static VirtualAddress EndOfSpace => new(Limit);

    /// <summary>The address rounded down to its page.</summary>
    public VirtualAddress Page => new(PageSize.AlignDown(value));

    /// <summary>The virtual page number (address >> 12).</summary>
    public int PageNumber => (int)(value >> PageSize.Shift);

    /// <summary>Whether the address starts a page.</summary>
    public bool IsPageAligned => (value & (PageSize.Bytes - 1)) == 0;

    /// <summary>An exclusive end: <paramref name="value"/> from 0 to 4 GiB inclusive.</summary>
    /// <exception cref="OverflowException">The value is outside that range.</exception>
    public static VirtualAddress FromEnd(long value) =>
        value is >= 0 and <= Limit
            ? new(value)
            : throw new OverflowException($"{NumberText.Hex(value)} lies outside the 32-bit address space.");

    /// <summary>The first address of a virtual page.</summary>
    public static VirtualAddress FromPage(int pageNumber) => FromEnd((long)pageNumber << PageSize.Shift);

    /// <summary>Reads <c>0xc0000000</c>, <c>c0000000</c> or a decimal number.</summary>
    /// <exception cref="FormatException">The text is not a number.</exception>
    /// <exception cref="OverflowException">The number does not fit 32 bits.</exception>
    public static VirtualAddress Parse(string text) =>
        NumberText.TryParseAddress(text, out var number)
            ? number
            : throw new FormatException(
                $"'{text}' is not an address. Write it as 0xc0000000, c0000000 or a decimal number."
            );

    /// <summary>The bits of an Int32: PowerShell reads 0xF8000000 as a negative one.</summary>
    public static implicit operator VirtualAddress(int bits) => new((uint)bits);

    /// <summary>Converts an unsigned number.</summary>
    public static implicit operator VirtualAddress(uint address) => new(address);

    /// <summary>Converts a long from 0 to 0xffffffff.</summary>
    public static implicit operator VirtualAddress(long address) =>
        address is >= 0 and < Limit
            ? new(address)
            : throw new OverflowException(
                $"{NumberText.Hex(address)} is not a 32-bit virtual address: 0x00000000 to 0xffffffff are."
            );

    /// <summary>Converts text; see <see cref="Parse"/>.</summary>
    public static implicit operator VirtualAddress(string text) => Parse(text);

    /// <summary>The address as a number.</summary>
    public static explicit operator uint(VirtualAddress address) => checked((uint)address.value);

    /// <summary>The address as a number.</summary>
    public static explicit operator long(VirtualAddress address) => address.value;

    /// <summary>The address <paramref name="bytes"/> further on.</summary>
    public static VirtualAddress operator +(VirtualAddress address, long bytes) => FromEnd(address.value + bytes);

    /// <summary>The address <paramref name="bytes"/> before.</summary>
    public static VirtualAddress operator -(VirtualAddress address, long bytes) => FromEnd(address.value - bytes);

    /// <summary>The bytes from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static long operator -(VirtualAddress left, VirtualAddress right) => left.value - right.value;

    /// <summary>The bits of the address under a mask.</summary>
    public static VirtualAddress operator &(VirtualAddress address, VirtualAddress mask) =>
        new(address.value & mask.value);

    /// <summary>The address with further bits set.</summary>
    public static VirtualAddress operator |(VirtualAddress address, VirtualAddress bits) =>
        new(address.value | bits.value);

    /// <summary>The number left after dropping low bits, e.g. <c>&gt;&gt; 12</c> for the page number.</summary>
    public static long operator >>(VirtualAddress address, int count) => address.value >> count;

    /// <summary>Equality by value.</summary>
    public static bool operator ==(VirtualAddress left, VirtualAddress right) => left.value == right.value;

    /// <summary>Inequality by value.</summary>
    public static bool operator !=(VirtualAddress left, VirtualAddress right) => left.value != right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator <(VirtualAddress left, VirtualAddress right) => left.value < right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator >(VirtualAddress left, VirtualAddress right) => left.value > right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator <=(VirtualAddress left, VirtualAddress right) => left.value <= right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator >=(VirtualAddress left, VirtualAddress right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(VirtualAddress other) => value.CompareTo(other.value);

    /// <summary>Compares with an address or with anything that converts to one.</summary>
    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            VirtualAddress address => CompareTo(address),
            int bits => CompareTo(bits),
            uint number => CompareTo(number),
            long number => value.CompareTo(number),
            string text => CompareTo(Parse(text)),
            _ => throw new ArgumentException(
                $"An address cannot be compared with a {obj.GetType().Name}.",
                nameof(obj)
            ),
        };

    /// <inheritdoc/>
    public bool Equals(VirtualAddress other) => value == other.value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj switch
        {
            VirtualAddress address => Equals(address),
            int bits => Equals((VirtualAddress)bits),
            uint number => value == number,
            long number => value == number,
            string text => NumberText.TryParseAddress(text, out var number) && value == number,
            _ => false,
        };

    /// <inheritdoc/>
    public override int GetHashCode() => value.GetHashCode();

    /// <summary>The address as <c>0xc0000000</c>.</summary>
    public override string ToString() => NumberText.Hex(value);
}
