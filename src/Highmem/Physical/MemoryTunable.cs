namespace Highmem.Physical;

/// <summary>The settings that move the zones' marks; which of them a kernel has.</summary>
[Flags]
public enum MemoryTunable
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The boot option memfrac=.</summary>
    MemFrac = 1,

    /// <summary>The sysctl vm.min_free_kbytes.</summary>
    MinFreeKilobytes = 2,

    /// <summary>The sysctl vm.lower_zone_protection.</summary>
    LowerZoneProtection = 4,

    /// <summary>The sysctl vm.lowmem_reserve_ratio.</summary>
    LowmemReserveRatio = 8,
}
