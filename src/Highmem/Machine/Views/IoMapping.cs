using Highmem.Addressing;
using Highmem.Paging;
using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>Device memory that ioremap made reachable.</summary>
public sealed class IoMapping
{
    internal IoMapping(
        IMemorySource source,
        VirtualAddress address,
        PhysicalAddress physical,
        long size,
        VmStruct? area
    )
    {
        Source = source;
        Address = address;
        PhysicalAddress = physical;
        Size = size;
        Pages = area?.Usable.Pages ?? 0;
        Area = area?.Address;
        Flags = area is null ? "" : FlagText.Of((ulong)area.Bits, PageTableLevel.PTE, source.Profile);
        Bits = area?.Bits ?? EntryBits.None;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>Where the first byte is; the offset in its page is that of the physical address.</summary>
    public VirtualAddress Address { get; }

    /// <summary>The first byte that was asked for.</summary>
    public PhysicalAddress PhysicalAddress { get; }

    /// <summary>Bytes that were asked for.</summary>
    public long Size { get; }

    /// <summary>Pages that were mapped for it; 0 for the ISA hole, which the direct map shows always.</summary>
    public long Pages { get; }

    /// <summary>The address of the area; empty for the ISA hole.</summary>
    public VirtualAddress? Area { get; }

    /// <summary>The flags of its page-table entries; empty for the ISA hole.</summary>
    public string Flags { get; }

    /// <summary>The machine, for commands that take a mapping.</summary>
    internal IMemorySource Source { get; }

    /// <summary>The flags as bits.</summary>
    internal EntryBits Bits { get; }

    /// <summary>The mapping as <c>0xf8800000 -> 0xfebc0000</c>.</summary>
    public override string ToString() => $"{Address} -> {PhysicalAddress}";
}
