namespace Highmem.Reports.VmallocInfo;

/// <summary>The words at the end of a line of /proc/vmallocinfo.</summary>
[Flags]
public enum VmallocInfoFlags
{
    /// <summary>No word.</summary>
    None = 0,

    /// <summary><c>ioremap</c>: device memory.</summary>
    Ioremap = 0x1,

    /// <summary><c>vmalloc</c>: pages of vmalloc.</summary>
    Vmalloc = 0x2,

    /// <summary><c>vmap</c>: pages of somebody else.</summary>
    Vmap = 0x4,

    /// <summary><c>user</c>: may be mapped by processes.</summary>
    User = 0x8,

    /// <summary><c>vpages</c>: the pages array lies in vmalloc space itself.</summary>
    Vpages = 0x10,

    /// <summary><c>dma-coherent</c>: memory of dma_alloc_coherent (5.4).</summary>
    DmaCoherent = 0x20,

    /// <summary><c>sparse</c>: pages are mapped as they are needed (6.9).</summary>
    Sparse = 0x40,

    /// <summary><c>vm_map_ram</c>: a block of vm_map_ram, which has no owner (4.13).</summary>
    VmMapRam = 0x80,

    /// <summary><c>unpurged vm_area</c>: freed lazily; the addresses wait for the purge (4.13).</summary>
    Unpurged = 0x100,
}
