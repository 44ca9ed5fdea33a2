using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>The first page frame of a block as an argument: a number, or an object that knows its machine.</summary>
public sealed class FrameReference
{
    /// <summary>A page frame number.</summary>
    public FrameReference(int pfn) => Pfn = pfn;

    /// <summary>The first frame of a block.</summary>
    public FrameReference(PageBlock block)
        : this(block.Pfn)
    {
        Order = block.Order;
        Count = 1 << block.Order;
        Owner = block.Source.ToMachine();
    }

    /// <summary>A frame.</summary>
    public FrameReference(PageFrame frame)
        : this(frame.Pfn)
    {
        Order = frame.Order;
        Owner = frame.Source.ToMachine();
    }

    /// <summary>The frame that a task has mapped, or waits for.</summary>
    public FrameReference(KmapResult result)
        : this(result.Pfn) => Owner = result.Source.ToMachine();

    /// <summary>The frame that a task waits for.</summary>
    public FrameReference(KmapWaiter waiter)
        : this(waiter.Pfn) => Owner = waiter.Source.ToMachine();

    /// <summary>The frame in a slot of kmap.</summary>
    /// <exception cref="FormatException">The slot is empty.</exception>
    public FrameReference(PkmapEntry entry)
        : this(
            entry.Pfn
                ?? throw new FormatException(
                    FormattableString.Invariant($"The slot {entry.Slot} at {entry.Address} maps no page.")
                )
        ) => Owner = entry.Source.ToMachine();

    /// <summary>The frame in a slot of kmap_atomic.</summary>
    public FrameReference(AtomicKmapResult result)
        : this(result.Pfn) => Owner = result.Source.ToMachine();

    /// <summary>The page frame number.</summary>
    public int Pfn { get; }

    /// <summary>The order of the block that was given; null for a bare number.</summary>
    internal int? Order { get; }

    /// <summary>The frames that are meant: all of a block, else one.</summary>
    internal int Count { get; } = 1;

    /// <summary>The machine that the object belongs to; null for a bare number.</summary>
    internal I386Machine? Owner { get; }

    /// <summary>Reads <c>4096</c> or <c>0x1000</c>.</summary>
    /// <exception cref="FormatException">The text is no page frame number.</exception>
    public static FrameReference Parse(string text) =>
        NumberText.TryParseAddress(text, out var number) && number <= int.MaxValue
            ? new((int)number)
            : throw new FormatException($"'{text}' is no page frame number: 0 to {int.MaxValue} are.");

    /// <summary>The page frame number as <c>pfn 4096</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"pfn {Pfn}");
}
