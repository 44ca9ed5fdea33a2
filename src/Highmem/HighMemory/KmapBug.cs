namespace Highmem.HighMemory;

/// <summary>The conditions under which kmap and kmap_atomic stop a kernel (BUG).</summary>
public enum KmapBug
{
    /// <summary>kmap in an interrupt (2.4).</summary>
    KmapInInterrupt,

    /// <summary>kunmap in an interrupt.</summary>
    KunmapInInterrupt,

    /// <summary>kmap_high: a mapped page whose slot has no user and no mapping.</summary>
    CountBelowTwo,

    /// <summary>kunmap_high: the page is not mapped.</summary>
    UnmapWithoutAddress,

    /// <summary>kunmap_high: the page's slot has no user.</summary>
    UnmapWithoutUser,

    /// <summary>flush_all_zero_pkmaps: the entry of a mapped slot is empty.</summary>
    FlushOfEmptyEntry,

    /// <summary>set_page_address: the page is no high memory (2.6).</summary>
    AddressOfLowPage,

    /// <summary>set_page_address: more pages than slots (2.6).</summary>
    AddressPoolEmpty,

    /// <summary>kmap_atomic: the slot is in use.</summary>
    AtomicSlotInUse,

    /// <summary>kunmap_atomic: the address is not that of the type's slot (with CONFIG_DEBUG_HIGHMEM).</summary>
    AtomicWrongAddress,

    /// <summary>kunmap_atomic: an address of user space (2.6.31 with CONFIG_DEBUG_HIGHMEM).</summary>
    AtomicUserAddress,

    /// <summary>kunmap_atomic: neither the slot nor low memory (2.6.31 with CONFIG_DEBUG_HIGHMEM).</summary>
    AtomicAboveLowMemory,
}
