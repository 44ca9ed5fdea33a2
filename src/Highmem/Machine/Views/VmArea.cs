using Highmem.Addressing;
using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>An area of vmalloc space as it was when it was asked for (struct vm_struct).</summary>
public sealed class VmArea
{
    internal VmArea(IMemorySource source, VmStruct area)
    {
        Source = source;
        Address = area.Address;
        Size = area.Size;
        RequestedSize = area.RequestedSize;
        Flags = area.Flags;
        PhysicalAddress = area.Physical < 0 ? (PhysicalAddress?)null : area.Physical;
        Caller = area.Caller;
        Pages = area.Usable.Pages;
        Descriptor = source.Layout.PageOffset + area.Descriptor;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The first address.</summary>
    public VirtualAddress Address { get; }

    /// <summary>One past the guard page.</summary>
    public VirtualAddress End => Address + Size;

    /// <summary>Bytes, the guard page included (vm_struct.size).</summary>
    public long Size { get; }

    /// <summary>Bytes that were asked for.</summary>
    public long RequestedSize { get; }

    /// <summary>Pages of memory in the area, the guard page not counted.</summary>
    public long Pages { get; }

    /// <summary>vm_struct.flags.</summary>
    public VmFlags Flags { get; }

    /// <summary>vm_struct.phys_addr: what an ioremap area maps; empty for others.</summary>
    public PhysicalAddress? PhysicalAddress { get; }

    /// <summary>Who asked for the area.</summary>
    public string Caller { get; }

    /// <summary>The machine, for commands that take an area.</summary>
    internal IMemorySource Source { get; }

    /// <summary>The address of the vm_struct.</summary>
    internal VirtualAddress Descriptor { get; }

    /// <summary>The area as <c>0xf8800000-0xf8802000 8192</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Address}-{End} {Size}");
}
