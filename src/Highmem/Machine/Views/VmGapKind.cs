namespace Highmem.Machine.Views;

/// <summary>What a stretch of vmalloc space without memory is.</summary>
public enum VmGapKind
{
    /// <summary>Nothing: a new area may be placed here.</summary>
    Free,

    /// <summary>The unmapped page that ends an area.</summary>
    GuardPage,

    /// <summary>The hole between the direct map and VMALLOC_START.</summary>
    OffsetHole,

    /// <summary>An area that was freed lazily and waits for the purge.</summary>
    Lazy,
}
