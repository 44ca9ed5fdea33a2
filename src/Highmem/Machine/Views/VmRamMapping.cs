using Highmem.Addressing;
using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>Pages that vm_map_ram shows side by side.</summary>
public sealed class VmRamMapping
{
    internal VmRamMapping(IMemorySource source, VirtualAddress address, int pages, VmStruct area)
    {
        Source = source;
        Address = address;
        Pages = pages;
        Block = area.Block is null ? (VirtualAddress?)null : area.Address;
        Processor = area.Block?.Processor;
        BlockPages = area.Block?.Allocated.Length;
        BlockFree = area.Block?.FreePages;
        BlockDirty = area.Block?.DirtyPages;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The first address.</summary>
    public VirtualAddress Address { get; }

    /// <summary>One past the last page; there is no guard page.</summary>
    public VirtualAddress End => Address + Size;

    /// <summary>Bytes.</summary>
    public long Size => (long)Pages << PageSize.Shift;

    /// <summary>Pages that were mapped: the count that vm_unmap_ram wants to be told again.</summary>
    public int Pages { get; }

    /// <summary>The address of the block it lies in; empty for an area of its own.</summary>
    public VirtualAddress? Block { get; }

    /// <summary>The CPU that the block belongs to.</summary>
    public int? Processor { get; }

    /// <summary>Pages of the block.</summary>
    public int? BlockPages { get; }

    /// <summary>Pages of the block that were never given out.</summary>
    public int? BlockFree { get; }

    /// <summary>Pages of the block that were unmapped and cannot be used again before the block is freed.</summary>
    public int? BlockDirty { get; }

    /// <summary>The machine, for commands that take a mapping.</summary>
    internal IMemorySource Source { get; }

    /// <summary>The mapping as <c>0xf7ffe000-0xf8000000</c>.</summary>
    public override string ToString() => $"{Address}-{End}";
}
