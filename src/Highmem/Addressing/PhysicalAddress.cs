namespace Highmem.Addressing;

/// <summary>
/// A physical address of 36 bits, as far as an i386 with PAE can reach (64 GiB). Prints as <c>0x37ffe000</c>;
/// converts like <see cref="VirtualAddress"/>. The exclusive end of a range may be 64 GiB.
/// </summary>
public readonly struct PhysicalAddress : IComparable, IComparable<PhysicalAddress>, IEquatable<PhysicalAddress>
{
    private const long Limit = 1L << 36;
    private readonly long value;

    private PhysicalAddress(long value) => this.value = value;

    /// <summary>Address 0.</summary>
    public static PhysicalAddress Zero => default;

    /// <summary>The page frame number (address >> 12).</summary>
    public int Pfn => (int)(value >> PageSize.Shift);

    /// <summary>An exclusive end: <paramref name="value"/> from 0 to 64 GiB inclusive.</summary>
    /// <exception cref="OverflowException">The value is outside that range.</exception>
    public static PhysicalAddress FromEnd(long value) =>
        value is >= 0 and <= Limit
            ? new(value)
            : throw new OverflowException($"{NumberText.Hex(value)} lies outside the 36-bit physical address space.");

    /// <summary>The first address of a page frame.</summary>
    public static PhysicalAddress FromPfn(int pfn) => FromEnd((long)pfn << PageSize.Shift);

    /// <summary>Reads <c>0xc0000000</c>, <c>c0000000</c> or a decimal number.</summary>
    /// <exception cref="FormatException">The text is not a number.</exception>
    /// <exception cref="OverflowException">The number does not fit 36 bits.</exception>
    public static PhysicalAddress Parse(string text) =>
        NumberText.TryParseAddress(text, out var number)
            ? number
            : throw new FormatException(
                $"'{text}' is not an address. Write it as 0xc0000000, c0000000 or a decimal number."
            );

    /// <summary>The bits of an Int32: PowerShell reads 0xF8000000 as a negative one.</summary>
    public static implicit operator PhysicalAddress(int bits) => new((uint)bits);

    /// <summary>Converts an unsigned number.</summary>
    public static implicit operator PhysicalAddress(uint address) => new(address);

    /// <summary>Converts a long from 0 to 0xfffffffff.</summary>
    public static implicit operator PhysicalAddress(long address) =>
        address is >= 0 and < Limit
            ? new(address)
            : throw new OverflowException(
                $"{NumberText.Hex(address)} is not a 36-bit physical address: 0x00000000 to 0xfffffffff are."
            );

    /// <summary>Converts text; see <see cref="Parse"/>.</summary>
    public static implicit operator PhysicalAddress(string text) => Parse(text);

    /// <summary>The address as a number.</summary>
    public static explicit operator uint(PhysicalAddress address) => checked((uint)address.value);

    /// <summary>The address as a number.</summary>
    public static explicit operator long(PhysicalAddress address) => address.value;

    /// <summary>The address <paramref name="bytes"/> further on.</summary>
    public static PhysicalAddress operator +(PhysicalAddress address, long bytes) => FromEnd(address.value + bytes);

    /// <summary>The address <paramref name="bytes"/> before.</summary>
    public static PhysicalAddress operator -(PhysicalAddress address, long bytes) => FromEnd(address.value - bytes);

    /// <summary>The bytes from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static long operator -(PhysicalAddress left, PhysicalAddress right) => left.value - right.value;

    /// <summary>The bits of the address under a mask.</summary>
    public static PhysicalAddress operator &(PhysicalAddress address, PhysicalAddress mask) =>
        new(address.value & mask.value);

    /// <summary>The address with further bits set.</summary>
    public static PhysicalAddress operator |(PhysicalAddress address, PhysicalAddress bits) =>
        new(address.value | bits.value);

    /// <summary>The number left after dropping low bits, e.g. <c>&gt;&gt; 12</c> for the page number.</summary>
    public static long operator >>(PhysicalAddress address, int count) => address.value >> count;

    /// <summary>Equality by value.</summary>
    public static bool operator ==(PhysicalAddress left, PhysicalAddress right) => left.value == right.value;

    /// <summary>Inequality by value.</summary>
    public static bool operator !=(PhysicalAddress left, PhysicalAddress right) => left.value != right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator <(PhysicalAddress left, PhysicalAddress right) => left.value < right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator >(PhysicalAddress left, PhysicalAddress right) => left.value > right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator <=(PhysicalAddress left, PhysicalAddress right) => left.value <= right.value;

    /// <summary>Unsigned order.</summary>
    public static bool operator >=(PhysicalAddress left, PhysicalAddress right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(PhysicalAddress other) => value.CompareTo(other.value);

    /// <summary>Compares with an address or with anything that converts to one.</summary>
    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            PhysicalAddress address => CompareTo(address),
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
    public bool Equals(PhysicalAddress other) => value == other.value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj switch
        {
            PhysicalAddress address => Equals(address),
            int bits => Equals((PhysicalAddress)bits),
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
