using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>
/// A range of virtual addresses as an argument: text such as <c>0xc0000000-0xf8000000</c>, an area, a gap or a region.
/// </summary>
public sealed class RangeReference
{
    /// <summary>A range.</summary>
    public RangeReference(AddressRange range) => Range = range;

    /// <summary>The addresses of an area, its guard page included.</summary>
    public RangeReference(VmArea area)
        : this(new AddressRange(area.Address, area.End)) => Owner = area.Source.ToMachine();

    /// <summary>The addresses of a gap.</summary>
    public RangeReference(VmGap gap)
        : this(new AddressRange(gap.Address, gap.End)) { }

    /// <summary>The addresses of a region.</summary>
    public RangeReference(MemoryRegion region)
        : this(new AddressRange(region.Start, region.End)) { }

    /// <summary>The addresses of merged entries.</summary>
    public RangeReference(PageTableRange range)
        : this(new AddressRange(range.Address, range.End)) => Owner = range.Source.ToMachine();

    /// <summary>The kernel's part of a machine's address space.</summary>
    public RangeReference(I386Machine machine)
        : this(new AddressRange(machine.PageOffset, VirtualAddress.EndOfSpace)) => Owner = machine;

    /// <summary>The range.</summary>
    public AddressRange Range { get; }

    /// <summary>The machine that the object belongs to; null where it knows no more than a name.</summary>
    internal I386Machine? Owner { get; }

    /// <summary>The range as <c>0xc0000000-0xf8000000</c>.</summary>
    public override string ToString() => Range.ToString();
}
