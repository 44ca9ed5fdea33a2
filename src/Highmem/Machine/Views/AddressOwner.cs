using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>
/// One thing that an address belongs to. An address may belong to several: an area, the page frame behind it, the same
/// page in the direct map, an object in it.
/// </summary>
public sealed record AddressOwner
{
    /// <summary>The machine's name.</summary>
    public required string Machine { get; init; }

    /// <summary>The address that was asked for.</summary>
    public required VirtualAddress Address { get; init; }

    /// <summary>The region of the address space that holds <see cref="Start"/>; <c>user</c> below PAGE_OFFSET.</summary>
    public required string Region { get; init; }

    /// <summary>What it is.</summary>
    public required AddressOwnerKind Kind { get; init; }

    /// <summary>Its name: the address of an area, the name of a fixed mapping or of a cache, the number of a slot or frame.</summary>
    public required string Owner { get; init; }

    /// <summary>Its first address. For the same page at another place, the address there.</summary>
    public required VirtualAddress Start { get; init; }

    /// <summary>One past its last address.</summary>
    public required VirtualAddress End { get; init; }

    /// <summary>Bytes from <see cref="Start"/> to the byte that was asked for.</summary>
    public required long Offset { get; init; }

    /// <summary>The page frame that the address is mapped to; empty if it is not mapped.</summary>
    public required int? PageFrame { get; init; }

    /// <summary>The zone of that page frame; empty if it is not mapped, or to no RAM.</summary>
    public required string Zone { get; init; }

    /// <summary>Whether the address is mapped, as the page tables say.</summary>
    public required bool Mapped { get; init; }

    /// <summary>The same in words.</summary>
    public required string Description { get; init; }
}
