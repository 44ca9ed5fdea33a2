namespace Highmem.Machine.Views;

/// <summary>The figures of /proc/meminfo that this machine has; in bytes.</summary>
public sealed record MemoryInfo
{
    internal MemoryInfo(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>All pages that boot handed to the allocator (totalram_pages).</summary>
    public required long MemTotal { get; init; }

    /// <summary>Free pages, those in per-CPU lists not counted.</summary>
    public required long MemFree { get; init; }

    /// <summary>RAM pages of high memory (totalhigh_pages).</summary>
    public required long HighTotal { get; init; }

    /// <summary>Free pages of high memory.</summary>
    public required long HighFree { get; init; }

    /// <summary>MemTotal less HighTotal.</summary>
    public required long LowTotal { get; init; }

    /// <summary>MemFree less HighFree.</summary>
    public required long LowFree { get; init; }

    /// <summary>Pages of slabs.</summary>
    public required long Slab { get; init; }

    /// <summary>Anonymous memory of processes (rss of all).</summary>
    public required long AnonPages { get; init; }

    /// <summary>Page tables of processes.</summary>
    public required long PageTables { get; init; }

    /// <summary>Pages that block I/O is copied through now, where the kernel counts them (NR_BOUNCE).</summary>
    public required long Bounce { get; init; }

    /// <summary>VMALLOC_END - VMALLOC_START.</summary>
    public required long VmallocTotal { get; init; }

    /// <summary>Sum of the areas, guard pages included.</summary>
    public required long VmallocUsed { get; init; }

    /// <summary>The largest stretch between areas.</summary>
    public required long VmallocChunk { get; init; }

    /// <summary>Low memory that is mapped in 4 KB pages.</summary>
    public required long DirectMap4k { get; init; }

    /// <summary>Low memory that is mapped in large pages.</summary>
    public required long DirectMapLarge { get; init; }

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }
}
