using System.Globalization;
using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>Up to 16 bytes of memory: a row of a dump.</summary>
public sealed class MemoryContent
{
    /// <summary>Bytes in a full row.</summary>
    public const int RowBytes = 16;

    internal MemoryContent(
        IMemorySource source,
        VirtualAddress address,
        PhysicalAddress physical,
        bool stale,
        byte[] bytes
    )
    {
        Source = source;
        Address = address;
        PhysicalAddress = physical;
        Stale = stale;
        Bytes = bytes;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The virtual address of the first byte.</summary>
    public VirtualAddress Address { get; }

    /// <summary>The physical address that was read.</summary>
    public PhysicalAddress PhysicalAddress { get; }

    /// <summary>
    /// Whether the CPU found it through a translation in its TLB that the page tables no longer hold, or at an address
    /// that was freed lazily: what was read may be anybody's.
    /// </summary>
    public bool Stale { get; }

    /// <summary>How many bytes the row holds.</summary>
    public int Length => Bytes.Length;

    /// <summary>The bytes as two-digit hex numbers.</summary>
    public string Hex => string.Join(' ', Bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    /// <summary>The bytes as ASCII, with a dot for what cannot be printed.</summary>
    public string Text => string.Concat(Bytes.Select(b => b is >= 0x20 and < 0x7f ? (char)b : '.'));

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }

    internal byte[] Bytes { get; }
}
