namespace Highmem.Physical;

/// <summary>The options and sysctls that move a zone's marks. Those that a kernel lacks are not read.</summary>
public sealed record MemoryTunables
{
    /// <summary>memfrac=: a zone keeps this fraction of its pages back (2.4.21), for DMA, Normal and HighMem.</summary>
    public IReadOnlyList<int> MemFrac { get; init; } = [128, 128, 128];

    /// <summary>min_free_kbytes in kB (2.6); null for what follows from the size of low memory.</summary>
    public int? MinFreeKilobytes { get; init; }

    /// <summary>lower_zone_protection (2.6.9).</summary>
    public int LowerZoneProtection { get; init; }

    /// <summary>lowmem_reserve_ratio (2.6.31), for DMA and Normal.</summary>
    public IReadOnlyList<int> LowmemReserveRatio { get; init; } = [256, 32];
}
