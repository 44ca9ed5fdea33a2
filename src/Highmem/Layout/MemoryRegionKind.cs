namespace Highmem.Layout;

/// <summary>What a region of the kernel's address space is for.</summary>
public enum MemoryRegionKind
{
    /// <summary>Low memory, at PAGE_OFFSET plus its physical address.</summary>
    DirectMap,

    /// <summary>Nothing is ever mapped here.</summary>
    Hole,

    /// <summary>vmalloc and ioremap.</summary>
    Vmalloc,

    /// <summary>The kmap slots.</summary>
    PersistentKmap,

    /// <summary>Mappings that are used only while booting.</summary>
    BootFixmap,

    /// <summary>Fixed mappings and the kmap_atomic slots.</summary>
    Fixmap,

    /// <summary>The top of the address space.</summary>
    Reserved,
}
