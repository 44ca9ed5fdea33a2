using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Machine.State;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.Machine.Views;

/// <summary>An address whose owners are asked for: where it lies, what it is mapped to, and the form of an answer.</summary>
internal sealed class AddressQuestion
{
    private readonly string machine;
    private readonly BootSequence parts;
    private readonly PageWalk walk;

    /// <summary>Looks the address up. A user address is one of the process that runs on CPU 0.</summary>
    public AddressQuestion(string machine, BootSequence parts, VirtualAddress address)
    {
        this.machine = machine;
        this.parts = parts;
        Address = address;
        Region = parts.Layout.RegionAt(address);
        var tables = Region is null ? parts.Processors[0].Tables : parts.Tables;
        walk = tables.Walk(address);
    }

    /// <summary>The address.</summary>
    public VirtualAddress Address { get; }

    /// <summary>The page it lies in.</summary>
    public AddressRange Page => PageFrom(Address.Page);

    /// <summary>The region it lies in; null for a user address.</summary>
    public LayoutRegion? Region { get; }

    /// <summary>Whether it is mapped, as the page tables say.</summary>
    public bool IsMapped => walk.IsMapped;

    /// <summary>The physical address that it is mapped to, if it is mapped.</summary>
    public long Physical => walk.Physical;

    /// <summary>The page frame that it is mapped to, RAM or not; null if it is not mapped.</summary>
    public int? Frame => walk.IsMapped ? (int)(walk.Physical >> PageSize.Shift) : null;

    /// <summary>Whether a page frame is RAM.</summary>
    public bool IsRam(int pfn) => pfn < parts.Frames.Count && parts.Frames.Use(pfn) != FrameUse.Hole;

    /// <summary>The page that begins at an address.</summary>
    public static AddressRange PageFrom(VirtualAddress start) => AddressRange.OfSize(start, PageSize.Bytes);

    /// <summary>One thing that the address belongs to.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="owner">Its name.</param>
    /// <param name="range">Where it lies; for the same page at another place, there.</param>
    /// <param name="description">The same in words.</param>
    /// <param name="offset">Bytes from its start; null where <paramref name="range"/> or the page tells them.</param>
    public AddressOwner Answer(
        AddressOwnerKind kind,
        string owner,
        AddressRange range,
        string description,
        long? offset = null
    ) =>
        new()
        {
            Machine = machine,
            Address = Address,
            Region = parts.Layout.RegionAt(range.Start)?.Name ?? LayoutRegion.UserName,
            Kind = kind,
            Owner = owner,
            Start = range.Start,
            End = range.End,
            Offset = offset ?? (Address - (range.Contains(Address) ? range.Start : Address.Page)),
            PageFrame = Frame,
            Zone = Frame is { } pfn && IsRam(pfn) ? parts.Pages.ZoneOf(pfn).Name : "",
            Mapped = IsMapped,
            Description = description,
        };
}
