using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Paging;

/// <summary>
/// The processor's view of memory in kernel mode: translates by walking the tables, sets Accessed and Dirty there,
/// and honours read-only pages (CR0.WP is set on every CPU since the 486). A TLB belongs in front of the walk.
/// </summary>
internal sealed class Mmu(PhysicalMemory ram, PageTables tables)
{
    /// <summary>Reads bytes at a virtual address.</summary>
    /// <exception cref="PageFaultException">A page is not mapped. What was read before it stays in the buffer.</exception>
    public void Read(VirtualAddress address, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var physical = Translate(address, write: false);
            var part = Math.Min(bytes.Length, PageSize.Bytes - (int)((long)address & (PageSize.Bytes - 1)));
            ram.Read(physical, bytes[..part]);
            bytes = bytes[part..];
            address += part;
        }
    }

    /// <summary>Writes bytes at a virtual address.</summary>
    /// <exception cref="PageFaultException">
    /// A page is not mapped or read-only. The bytes before it have been written, as by the processor.
    /// </exception>
    public void Write(VirtualAddress address, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var physical = Translate(address, write: true);
            var part = Math.Min(bytes.Length, PageSize.Bytes - (int)((long)address & (PageSize.Bytes - 1)));
            ram.Write(physical, bytes[..part]);
            bytes = bytes[part..];
            address += part;
        }
    }

    private long Translate(VirtualAddress address, bool write)
    {
        var walk = tables.Walk(address);
        if (!walk.IsMapped || (write && !walk.IsWritable))
        {
            throw new PageFaultException(walk, write);
        }

        MarkUsed(walk, write);
        return walk.Physical;
    }

    private void MarkUsed(in PageWalk walk, bool write)
    {
        var bits = (ulong)(write ? EntryBits.Accessed | EntryBits.Dirty : EntryBits.Accessed);
        if ((walk.Leaf & bits) != bits)
        {
            tables.WriteEntry(walk.LeafAddress, walk.Leaf | bits);
        }

        // PAE's directory-pointer entries have no Accessed bit.
        var (at, entry) = tables.Pae ? (walk.PmdAddress, walk.Pmd) : (walk.PgdAddress, walk.Pgd);
        if (at != walk.LeafAddress && (entry & (ulong)EntryBits.Accessed) == 0)
        {
            tables.WriteEntry(at, entry | (ulong)EntryBits.Accessed);
        }
    }
}
