namespace Highmem.Boot;

/// <summary>What a kernel can be configured as.</summary>
internal sealed record ConfigRules : IRules
{
    /// <summary>The configuration when none is asked for, NR_CPUS left out, of a kernel for several CPUs or for one.</summary>
    public required Func<bool, KernelConfig> DefaultConfig { get; init; }

    /// <summary>NR_CPUS of an SMP build unless it is configured otherwise.</summary>
    public required int SmpNrCpus { get; init; }

    /// <summary>The memory splits that can be chosen.</summary>
    public ItemList<MemorySplit> MemorySplits { get; init; } = [MemorySplit.ThreeGigabytes];

    public IEnumerable<RuleFact> Facts =>
        [
            new("SmpNrCpus", SmpNrCpus, "NR_CPUS of an SMP build, from which the fixmap follows", "arch/i386/Kconfig"),
            new(
                "MemorySplits",
                MemorySplits,
                "where the kernel's part of the address space may begin",
                "arch/x86/Kconfig"
            ),
        ];

    /// <summary>The configuration when none is asked for, by the number of CPUs.</summary>
    public KernelConfig Default(int cpus) =>
        DefaultConfig(cpus > 1) with
        {
            NrCpus = cpus > 1 ? Math.Max(SmpNrCpus, cpus) : 1,
        };
}
