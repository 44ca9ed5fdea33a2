namespace Highmem.Addressing;

/// <summary>A half-open range [<see cref="Start"/>, <see cref="End"/>) of virtual addresses; its end may be 4 GiB.</summary>
public readonly record struct AddressRange
{
    /// <summary>A range from its borders.</summary>
    /// <exception cref="ArgumentException">The end lies before the start.</exception>
    public AddressRange(VirtualAddress start, VirtualAddress end)
    {
        if (end < start)
        {
            throw new ArgumentException($"The range end {end} lies before its start {start}.", nameof(end));
        }

        Start = start;
        End = end;
    }

    /// <summary>The first address.</summary>
    public VirtualAddress Start { get; }

    /// <summary>One past the last address.</summary>
    public VirtualAddress End { get; }

    /// <summary>The size in bytes.</summary>
    public long Size => End - Start;

    /// <summary>The size in pages.</summary>
    public int Pages => (int)(Size >> PageSize.Shift);

    /// <summary>Whether the range holds no address.</summary>
    public bool IsEmpty => Start == End;

    /// <summary>A range of <paramref name="size"/> bytes.</summary>
    public static AddressRange OfSize(VirtualAddress start, long size) => new(start, start + size);

    /// <summary>Reads <c>0xc0000000-0xf8000000</c>; the end, which is not part of the range, may be 0x100000000.</summary>
    /// <exception cref="FormatException">The text is not two numbers with a dash between them.</exception>
    /// <exception cref="OverflowException">A number does not fit 32 bits.</exception>
    /// <exception cref="ArgumentException">The end lies before the start.</exception>
    public static AddressRange Parse(string text) =>
        text.Split('-') is [var start, var end]
        && NumberText.TryParseAddress(start, out var first)
        && NumberText.TryParseAddress(end, out var last)
            ? new(first, VirtualAddress.FromEnd(last))
            : throw new FormatException(
                $"'{text}' is not a range of addresses. Write it as 0xc0000000-0xf8000000; the end is not part of it."
            );

    /// <summary>Whether the address lies inside.</summary>
    public bool Contains(VirtualAddress address) => Start <= address && address < End;

    /// <summary>Whether the two ranges share an address.</summary>
    public bool Overlaps(AddressRange other) => Start < other.End && other.Start < End;

    /// <summary>The range as <c>0xc0000000-0xf8000000</c>.</summary>
    public override string ToString() => $"{Start}-{End}";
}
