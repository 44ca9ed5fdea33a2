using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Machine.Views;

/// <summary>What kmalloc gave: an object of a slab, or whole pages, in the direct map.</summary>
public sealed class KmallocObject
{
    internal KmallocObject(
        IMemorySource source,
        VirtualAddress address,
        PhysicalAddress? physical,
        long requested,
        long size,
        string cache,
        GfpFlags gfp
    )
    {
        Source = source;
        Address = address;
        PhysicalAddress = physical;
        RequestedSize = requested;
        ObjectSize = size;
        Cache = cache;
        GfpFlags = gfp;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The first address; ZERO_SIZE_PTR (16) where a kernel answers a size of 0 with it.</summary>
    public VirtualAddress Address { get; }

    /// <summary>The same as a physical address; empty for ZERO_SIZE_PTR.</summary>
    public PhysicalAddress? PhysicalAddress { get; }

    /// <summary>Bytes that were asked for. kfree does not know them and shows the object's size.</summary>
    public long RequestedSize { get; }

    /// <summary>Bytes that the object has (ksize).</summary>
    public long ObjectSize { get; }

    /// <summary>The cache it comes from; empty for whole pages and for ZERO_SIZE_PTR.</summary>
    public string Cache { get; }

    /// <summary>The flags of the request by name; 0 from kfree, which does not know them.</summary>
    public string Gfp => Source.Profile.Physical.Gfp.Text(GfpFlags);

    internal GfpFlags GfpFlags { get; }

    /// <summary>The machine, for commands that take an object.</summary>
    internal IMemorySource Source { get; }

    /// <summary>The object as <c>0xc1234560 size-64</c>.</summary>
    public override string ToString() => Cache.Length == 0 ? $"{Address}" : $"{Address} {Cache}";
}
