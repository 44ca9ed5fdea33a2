namespace Highmem.Machine.Views;

/// <summary>What keeps a machine from giving more vmalloc areas.</summary>
public enum VmallocLimitKind
{
    /// <summary>Nothing: the count that was asked for was reached.</summary>
    None,

    /// <summary>There is no hole in vmalloc space that is large enough.</summary>
    AddressSpace,

    /// <summary>There is no page left that the zones' marks let go.</summary>
    Pages,

    /// <summary>There is no low memory left for a descriptor, a pages array or a page table.</summary>
    LowMemory,

    /// <summary>The pages array is larger than kmalloc can give (2.6.9).</summary>
    KmallocLimit,

    /// <summary>The request is larger than all of the machine's memory, or than 32 bits can say.</summary>
    RequestSize,
}
