namespace Highmem.Reports.Drawing;

/// <summary>What a character of a drawing stands for: decides its shape and its colour.</summary>
internal enum Ink
{
    Frame,
    DirectMap,
    Hole,
    Vmalloc,
    Area,
    Guard,
    Free,
    Lazy,
    PersistentKmap,
    BootFixmap,
    Fixmap,
    Reserved,
    FreePages,
    PerCpuPages,
    NoMemory,
    ReservedPages,
    KernelImage,
    MemMap,
    PageTables,
    Slab,
    VmallocPages,
    AllocatedPages,
    KmallocPages,
    UserPages,
    BouncePages,
}
