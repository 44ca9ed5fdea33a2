using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>
/// Page frames as an argument: a number, a range such as <c>4096-8192</c> without its end, a block, a frame, a zone,
/// or all of a machine.
/// </summary>
public sealed class FrameRangeReference
{
    /// <summary>One frame.</summary>
    public FrameRangeReference(int pfn)
    {
        First = pfn;
        End = pfn + 1L;
        IsOne = true;
    }

    /// <summary>The frames from one to before another.</summary>
    public FrameRangeReference(long first, long end)
    {
        First = first;
        End = end;
    }

    /// <summary>The frames of a block.</summary>
    public FrameRangeReference(PageBlock block)
        : this(block.Pfn, (long)block.Pfn + block.Pages) => Owner = block.Source.ToMachine();

    /// <summary>A frame.</summary>
    public FrameRangeReference(PageFrame frame)
        : this(frame.Pfn) => Owner = frame.Source.ToMachine();

    /// <summary>The frames of a zone.</summary>
    public FrameRangeReference(MemoryZone zone)
        : this(zone.StartPfn, zone.EndPfn) { }

    /// <summary>All frames of a machine.</summary>
    public FrameRangeReference(I386Machine machine)
        : this(0, machine.MaxPfn) => Owner = machine;

    /// <summary>The first frame.</summary>
    public long First { get; }

    /// <summary>One past the last frame.</summary>
    public long End { get; }

    /// <summary>Whether one frame was asked for by its number: then it must exist.</summary>
    internal bool IsOne { get; }

    /// <summary>The machine that the object belongs to; null where it knows no more than a name.</summary>
    internal I386Machine? Owner { get; }

    /// <summary>Reads <c>4096</c>, <c>0x1000</c> or <c>4096-8192</c>.</summary>
    /// <exception cref="FormatException">The text is neither a number nor a range.</exception>
    public static FrameRangeReference Parse(string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        var numbers = parts.Select(Number).ToList();
        return numbers switch
        {
            [{ } pfn] => new((int)pfn),
            [{ } first, { } end] when first < end => new(first, end),
            _ => throw new FormatException(
                $"'{text}' is neither a page frame number nor a range of them, such as 4096-8192. Numbers are from 0 to {int.MaxValue}."
            ),
        };
    }

    /// <summary>The frames as <c>4096</c> or <c>4096-8192</c>.</summary>
    public override string ToString() =>
        IsOne ? FormattableString.Invariant($"{First}") : FormattableString.Invariant($"{First}-{End}");

    private static long? Number(string text) =>
        NumberText.TryParseAddress(text, out var number) && number <= int.MaxValue ? number : null;
}
