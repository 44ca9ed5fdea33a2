using Highmem.Addressing;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Physical;
using Highmem.Texts;

namespace Highmem.Kernels;

/// <summary>What of a kernel cannot be said in numbers: its formulas, its boot options and its texts.</summary>
internal sealed record KernelRules
{
    /// <summary>The configuration when none is asked for, NR_CPUS left out, of a kernel for several CPUs or for one.</summary>
    public required Func<bool, KernelConfig> DefaultConfig { get; init; }

    /// <summary>The permanent fixmap entries in order (enum fixed_addresses).</summary>
    public required Func<KernelConfig, int, IEnumerable<FixmapEntry>> PermanentFixmap { get; init; }

    /// <summary>The temporary fixmap entries behind them, given how many permanent ones there are.</summary>
    public required Func<KernelConfig, int, IEnumerable<FixmapEntry>> TemporaryFixmap { get; init; }

    /// <summary>PKMAP_BASE, given the lowest address of all fixmap entries.</summary>
    public required Func<KernelConfig, VirtualAddress, VirtualAddress> PkmapBase { get; init; }

    /// <summary>The marks of all zones.</summary>
    public required Func<IReadOnlyList<BootZone>, MemoryTunables, IReadOnlyList<ZoneMarks>> ZoneMarks { get; init; }

    /// <summary>The per-CPU list's batch from a zone's present pages; null where there is no such list.</summary>
    public required Func<long, int>? ZoneBatch { get; init; }

    /// <summary>/proc/meminfo.</summary>
    public required MemInfoForm MemInfo { get; init; }

    /// <summary>The boot options this kernel reads.</summary>
    public required IReadOnlyDictionary<string, BootOptionHandler> BootOptions { get; init; }

    /// <summary>
    /// What the kernel takes out of the map for the firmware's sake, after the boot options and before it looks for
    /// the end of memory.
    /// </summary>
    public Func<KernelConfig, E820Map, E820Map> TrimMap { get; init; } = (_, map) => map;

    /// <summary>
    /// The lines of the warnings that kmap_atomic gives, with CONFIG_DEBUG_HIGHMEM, for a type that does not suit the
    /// context (debug_kmap_atomic).
    /// </summary>
    public Func<string, KmapContext, IEnumerable<int>> AtomicTypeWarnings { get; init; } = (_, _) => [];

    /// <summary>What this kernel prints.</summary>
    public required KernelMessages Messages { get; init; }

    /// <summary>These rules with one boot option read otherwise, or (null) not at all.</summary>
    public KernelRules WithOption(string name, BootOptionHandler? handler)
    {
        var options = new Dictionary<string, BootOptionHandler>(BootOptions, StringComparer.Ordinal);
        options.Remove(name);
        if (handler is not null)
        {
            options.Add(name, handler);
        }

        return this with
        {
            BootOptions = options,
        };
    }
}
