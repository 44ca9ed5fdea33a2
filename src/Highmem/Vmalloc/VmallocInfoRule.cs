using System.Numerics;
using Highmem.Addressing;

namespace Highmem.Vmalloc;

/// <summary>
/// What must be known of a kernel to read its /proc/vmallocinfo: how it places areas, and how it counts VmallocUsed in
/// /proc/meminfo.
/// </summary>
public sealed record VmallocInfoRule
{
    private const int LargestShift = 19; // IOREMAP_MAX_ORDER: 512 KB

    /// <summary>The first release with this rule.</summary>
    public required string Since { get; init; }

    /// <summary>Bytes left free behind an area before the next one may begin.</summary>
    public int GapAfterArea { get; init; }

    /// <summary>
    /// Whether an ioremap of a power of two is aligned to twice its size (fls, up to 4.9); otherwise to its size.
    /// </summary>
    public required bool AlignsAboveSize { get; init; }

    /// <summary>Whether freed areas keep their addresses until a purge.</summary>
    public required bool FreesLazily { get; init; }

    /// <summary>Whether the file lists blocks of vm_map_ram and areas that wait for the purge.</summary>
    public bool ListsUnowned { get; init; }

    /// <summary>What VmallocUsed counts.</summary>
    public required VmallocUsedRule Used { get; init; }

    /// <summary>The alignment of an ioremap area.</summary>
    /// <param name="size">Bytes, without the guard page.</param>
    public long IoremapAlignment(long size)
    {
        var shift = BitOperations.Log2((ulong)Math.Max(AlignsAboveSize ? size : size - 1, 1)) + 1;
        return 1L << Math.Clamp(shift, PageSize.Shift, LargestShift);
    }
}
