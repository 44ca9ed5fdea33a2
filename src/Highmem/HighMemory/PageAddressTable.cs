using Highmem.Addressing;

namespace Highmem.HighMemory;

/// <summary>At which address a page of high memory is mapped by kmap (page_address, set_page_address).</summary>
internal abstract class PageAddressTable
{
    /// <summary>The pages that have an address.</summary>
    public abstract IEnumerable<(int Pfn, VirtualAddress Address)> All { get; }

    /// <summary>Where a page is mapped; address 0 if it is not.</summary>
    public abstract VirtualAddress Find(int pfn);

    /// <summary>Notes where a page is mapped.</summary>
    /// <exception cref="KmapBugException">The page can have no such address.</exception>
    public abstract void Set(int pfn, VirtualAddress address);

    /// <summary>Forgets where a page is mapped.</summary>
    public abstract void Remove(int pfn);
}
