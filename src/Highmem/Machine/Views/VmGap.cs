using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>A stretch between high_memory and VMALLOC_END that holds no memory.</summary>
public sealed class VmGap
{
    internal VmGap(IMemorySource source, AddressRange range, string after, VmGapKind kind)
    {
        Source = source;
        Address = range.Start;
        End = range.End;
        Size = range.Size;
        After = after;
        Kind = kind;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The first address.</summary>
    public VirtualAddress Address { get; }

    /// <summary>One past the last address.</summary>
    public VirtualAddress End { get; }

    /// <summary>Bytes.</summary>
    public long Size { get; }

    /// <summary>Pages.</summary>
    public long Pages => Size >> PageSize.Shift;

    /// <summary>What lies before it: <c>high_memory</c>, <c>VMALLOC_START</c>, or the address of an area.</summary>
    public string After { get; }

    /// <summary>What the stretch is.</summary>
    public VmGapKind Kind { get; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
