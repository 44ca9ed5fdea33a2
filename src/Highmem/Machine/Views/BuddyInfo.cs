using Highmem.Physical;

namespace Highmem.Machine.Views;

/// <summary>How many free blocks of each order a zone has. Orders that a kernel lacks are 0.</summary>
public sealed class BuddyInfo
{
    private readonly int[] counts;

    internal BuddyInfo(IMemorySource source, string zone, MigrateType? type, int[] counts)
    {
        Source = source;
        Zone = zone;
        MigrateType = type;
        this.counts = counts;
    }

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>DMA, Normal or HighMem.</summary>
    public string Zone { get; }

    /// <summary>The migrate type, where they are told apart (2.6.31); else empty.</summary>
    public MigrateType? MigrateType { get; }

    /// <summary>Blocks of 1 page.</summary>
    public int Order0 => Count(0);

    /// <summary>Blocks of 2 pages.</summary>
    public int Order1 => Count(1);

    /// <summary>Blocks of 4 pages.</summary>
    public int Order2 => Count(2);

    /// <summary>Blocks of 8 pages.</summary>
    public int Order3 => Count(3);

    /// <summary>Blocks of 16 pages.</summary>
    public int Order4 => Count(4);

    /// <summary>Blocks of 32 pages.</summary>
    public int Order5 => Count(5);

    /// <summary>Blocks of 64 pages.</summary>
    public int Order6 => Count(6);

    /// <summary>Blocks of 128 pages.</summary>
    public int Order7 => Count(7);

    /// <summary>Blocks of 256 pages.</summary>
    public int Order8 => Count(8);

    /// <summary>Blocks of 512 pages: 2 MB, the largest in 2.4.21.</summary>
    public int Order9 => Count(9);

    /// <summary>Blocks of 1024 pages: 4 MB.</summary>
    public int Order10 => Count(10);

    /// <summary>Pages in all blocks.</summary>
    public long FreePages => counts.Select((count, order) => (long)count << order).Sum();

    /// <summary>The machine.</summary>
    internal IMemorySource Source { get; }

    /// <summary>How many orders the kernel has (MAX_ORDER).</summary>
    internal int Orders => counts.Length;

    /// <summary>Blocks of an order.</summary>
    internal int Count(int order) => order < counts.Length ? counts[order] : 0;
}
