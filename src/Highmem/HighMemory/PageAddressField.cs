using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.HighMemory;

/// <summary>
/// The last word of the page's own struct page (page->virtual, 2.4 with HIGHMEM), in emulated RAM. Only pages of high
/// memory are ever asked for or set.
/// </summary>
internal sealed class PageAddressField : PageAddressTable
{
    private readonly PhysicalMemory ram;
    private readonly long memMap;
    private readonly int structPageSize;
    private readonly int highStartPfn;
    private readonly int endPfn;

    /// <summary>The fields of the pages from one to before another.</summary>
    public PageAddressField(PhysicalMemory ram, long memMap, int structPageSize, int highStartPfn, int endPfn)
    {
        this.ram = ram;
        this.memMap = memMap;
        this.structPageSize = structPageSize;
        this.highStartPfn = highStartPfn;
        this.endPfn = endPfn;
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Pfn, VirtualAddress Address)> All
    {
        get
        {
            for (var pfn = highStartPfn; pfn < endPfn; pfn++)
            {
                if (Find(pfn) is var address && address != VirtualAddress.Zero)
                {
                    yield return (pfn, address);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override VirtualAddress Find(int pfn) => ram.ReadUInt32(FieldOf(pfn));

    /// <inheritdoc/>
    public override void Set(int pfn, VirtualAddress address) => ram.WriteUInt32(FieldOf(pfn), (uint)address);

    /// <inheritdoc/>
    public override void Remove(int pfn) => ram.WriteUInt32(FieldOf(pfn), 0);

    private long FieldOf(int pfn) => memMap + ((long)pfn * structPageSize) + structPageSize - sizeof(uint);
}
