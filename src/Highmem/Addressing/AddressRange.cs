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

    /// <summary>Whether the address lies inside.</summary>
    public bool Contains(VirtualAddress address) => Start <= address && address < End;

    /// <summary>Whether the two ranges share an address.</summary>
    public bool Overlaps(AddressRange other) => Start < other.End && other.Start < End;

    /// <summary>The range as <c>0xc0000000-0xf8000000</c>.</summary>
    public override string ToString() => $"{Start}-{End}";
}
