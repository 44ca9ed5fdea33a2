using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Physical;

namespace Highmem.Machine.State;

/// <summary>What a machine is booted from.</summary>
public sealed record MachineOptions
{
    /// <summary>The machine's name.</summary>
    public string Name { get; init; } = "i386";

    /// <summary>The kernel; one with another image is <see cref="KernelProfile.WithImage"/>.</summary>
    public KernelProfile Kernel { get; init; } = KernelProfiles.Default;

    /// <summary>The firmware's map of physical memory.</summary>
    public E820Map Map { get; init; } = E820Map.FromMemorySize(1L << 30);

    /// <summary>The kernel command line.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>
    /// The configuration that the other options change, such as that of a boot log; null for the kernel's default.
    /// </summary>
    public KernelConfig? BaseConfig { get; init; }

    /// <summary>
    /// High memory support; null for that of <see cref="BaseConfig"/>, and without one chooses HIGHMEM4G, or
    /// HIGHMEM64G if RAM lies above 4 GiB.
    /// </summary>
    public HighmemSupport? Highmem { get; init; }

    /// <summary>The memory split; null for the kernel's usual one.</summary>
    public MemorySplit? MemorySplit { get; init; }

    /// <summary>CPUs that are online, from 1. More than one asks for an SMP kernel.</summary>
    public int ProcessorCount { get; init; } = 1;

    /// <summary>Configuration options that differ from the kernel's default, such as <c>NR_CPUS=64</c>.</summary>
    public IReadOnlyList<string> Config { get; init; } = [];

    /// <summary>The options and sysctls that move the zones' marks.</summary>
    public MemoryTunables Tunables { get; init; } = new();

    /// <summary>
    /// Bytes that boot takes from low memory for good besides the image, page tables and mem_map: hash tables, wait
    /// tables, bitmaps. They lie above 16 MB.
    /// </summary>
    public long BootAllocations { get; init; }

    /// <summary>Rules that the machine breaks, for teaching.</summary>
    public BrokenRules Break { get; init; }

    /// <summary>The CPU's features.</summary>
    public CpuFeatures Cpu { get; init; } = new();

    /// <summary>The kernel configuration that follows.</summary>
    /// <exception cref="BootException">The options contradict each other or the kernel.</exception>
    internal KernelConfig ToConfig()
    {
        if (ProcessorCount is < 1 or > 255)
        {
            throw new BootException(
                FormattableString.Invariant($"{ProcessorCount} CPUs: a machine has from 1 to 255.")
            );
        }

        var config = BaseConfig ?? Kernel.DefaultConfig(ProcessorCount);
        foreach (var assignment in Config)
        {
            config = Apply(config, assignment);
        }

        config = config with { Highmem = Highmem ?? BaseConfig?.Highmem ?? UsualHighmem };
        if (ProcessorCount > config.NrCpus)
        {
            throw new BootException(
                FormattableString.Invariant(
                    $"{ProcessorCount} CPUs need a kernel with NR_CPUS of at least that; it is {config.NrCpus}."
                )
            );
        }

        return WithSplit(config);
    }

    private HighmemSupport UsualHighmem =>
        Map.Usable.Any(e => e.End > 1L << 32) ? HighmemSupport.Highmem64G : HighmemSupport.Highmem4G;

    private static KernelConfig Apply(KernelConfig config, string assignment)
    {
        try
        {
            return config.With(assignment);
        }
        catch (FormatException e)
        {
            throw new BootException(e.Message);
        }
    }

    private KernelConfig WithSplit(KernelConfig config)
    {
        if (MemorySplit is null)
        {
            return config;
        }

        if (!Kernel.Config.MemorySplits.Contains(MemorySplit))
        {
            throw new BootException(
                $"Linux {Kernel} has no memory split {MemorySplit}; it offers {string.Join(", ", Kernel.Config.MemorySplits)}."
            );
        }

        return config.Pae && !MemorySplit.AllowsPae
            ? throw new BootException($"The memory split {MemorySplit} cannot be had with PAE (HIGHMEM64G).")
            : config with
            {
                PageOffset = MemorySplit.PageOffset,
            };
    }
}
