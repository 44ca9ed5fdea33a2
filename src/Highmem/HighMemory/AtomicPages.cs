using Highmem.Addressing;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.HighMemory;

/// <summary>What the kernel does with whole pages through kmap_atomic: it clears and copies them.</summary>
internal sealed class AtomicPages(PhysicalMemory ram, Processors processors, AtomicKmap slots)
{
    /// <summary>Clears a page (clear_user_highpage, clear_highpage).</summary>
    /// <exception cref="KmapBugException">The slot is in use.</exception>
    public void Clear(int cpu, int pfn) =>
        With(cpu, pfn, "KM_USER0", write: true, physical => ram.ClearPage((int)(physical >> PageSize.Shift)));

    /// <summary>Reads a page through the slot of a type.</summary>
    /// <exception cref="KmapBugException">The slot is in use.</exception>
    public byte[] Read(int cpu, int pfn, string type)
    {
        var page = new byte[PageSize.Bytes];
        With(cpu, pfn, type, write: false, physical => ram.Read(physical, page));
        return page;
    }

    /// <summary>Writes a page through the slot of a type.</summary>
    /// <exception cref="KmapBugException">The slot is in use.</exception>
    public void Write(int cpu, int pfn, string type, byte[] page) =>
        With(cpu, pfn, type, write: true, physical => ram.Write(physical, page));

    // The translation goes through the CPU's TLB and tables like any other.
    private void With(int cpu, int pfn, string typeName, bool write, Action<long> work)
    {
        var mmu = processors[cpu];
        var type = slots.TypeOf(typeName);
        var address = slots.Map(mmu, pfn, type);
        work(mmu.Access(address, write).Physical);
        slots.Unmap(mmu, address, type);
    }
}
