using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Machine.Views;

/// <summary>Pages that alloc_pages handed out.</summary>
public sealed class PageBlock
{
    internal PageBlock(IMemorySource source, int pfn, int order, string zone, GfpFlags gfp, string caller)
    {
        Source = source;
        Pfn = pfn;
        Order = order;
        Zone = zone;
        GfpFlags = gfp;
        Caller = caller;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The first page frame.</summary>
    public int Pfn { get; }

    /// <summary>Its physical address.</summary>
    public PhysicalAddress PhysicalAddress => Addressing.PhysicalAddress.FromPfn(Pfn);

    /// <summary>page_address: where the direct map shows the pages; empty for high memory.</summary>
    public VirtualAddress? VirtualAddress =>
        Pfn < Source.Layout.MaxLowPfn ? Source.Layout.PageOffset + (long)PhysicalAddress : (VirtualAddress?)null;

    /// <summary>log2 of the number of pages.</summary>
    public int Order { get; }

    /// <summary>Pages.</summary>
    public int Pages => 1 << Order;

    /// <summary>The zone they came from.</summary>
    public string Zone { get; }

    /// <summary>The flags of the request by name.</summary>
    public string Gfp => Source.Profile.Physical.Gfp.Text(GfpFlags);

    /// <summary>Who asked.</summary>
    public string Caller { get; }

    internal GfpFlags GfpFlags { get; }

    /// <summary>The machine, for commands that take a block.</summary>
    internal IMemorySource Source { get; }

    /// <summary>The block as <c>pfn 5634 order 0</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"pfn {Pfn} order {Order}");
}
