namespace Highmem.Machine.Views;

/// <summary>What an address belongs to.</summary>
public enum AddressOwnerKind
{
    /// <summary>The user half of the address space.</summary>
    User,

    /// <summary>The direct map of low memory.</summary>
    DirectMap,

    /// <summary>A hole in which nothing is ever mapped.</summary>
    Hole,

    /// <summary>An area of vmalloc space.</summary>
    VmArea,

    /// <summary>The unmapped page that ends an area.</summary>
    GuardPage,

    /// <summary>The page behind an area that 2.6.31 leaves free when it steps over the area.</summary>
    AreaGap,

    /// <summary>A part of vmalloc space that no area uses.</summary>
    FreeHole,

    /// <summary>An area that was freed lazily and waits for the purge.</summary>
    LazyArea,

    /// <summary>A slot of kmap.</summary>
    PkmapSlot,

    /// <summary>A fixed mapping.</summary>
    FixmapEntry,

    /// <summary>A slot of kmap_atomic, among the fixed mappings.</summary>
    AtomicSlot,

    /// <summary>The top of the address space, above the fixed mappings.</summary>
    Reserved,

    /// <summary>The page frame that the address is mapped to.</summary>
    PageFrame,

    /// <summary>Device memory or a hole in RAM that the address is mapped to.</summary>
    Device,

    /// <summary>An object of kmalloc, or a large block of it.</summary>
    SlabObject,
}
