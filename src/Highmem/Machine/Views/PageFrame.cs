using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Machine.Views;

/// <summary>A page frame (struct page).</summary>
public sealed class PageFrame
{
    internal PageFrame(IMemorySource source, int pfn, string zone, FrameUse state, int? order, string owner)
    {
        Source = source;
        Pfn = pfn;
        Zone = zone;
        State = state;
        Order = order;
        Owner = owner;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The page frame number.</summary>
    public int Pfn { get; }

    /// <summary>Its physical address.</summary>
    public PhysicalAddress PhysicalAddress => Addressing.PhysicalAddress.FromPfn(Pfn);

    /// <summary>DMA, Normal or HighMem.</summary>
    public string Zone { get; }

    /// <summary>What the frame is used for.</summary>
    public FrameUse State { get; }

    /// <summary>The order of the block that begins here; empty inside a block.</summary>
    public int? Order { get; }

    /// <summary>page_count: 0 if the frame is free or a hole, else 1.</summary>
    public int Count => State is FrameUse.Free or FrameUse.PerCpu or FrameUse.Hole ? 0 : 1;

    /// <summary>Who uses it: an area's address, a caller; empty if nobody in particular.</summary>
    public string Owner { get; }

    /// <summary>page_address: where the direct map shows it; empty for high memory and for holes.</summary>
    public VirtualAddress? VirtualAddress =>
        State != FrameUse.Hole && Pfn < Source.Layout.MaxLowPfn
            ? Source.Layout.PageOffset + (long)PhysicalAddress
            : (VirtualAddress?)null;

    /// <summary>The machine, for commands that take a frame.</summary>
    internal IMemorySource Source { get; }
}
