using Highmem.Boot;

namespace Highmem.Reports.BootLogs;

/// <summary>
/// The configurations that differ in how many fixmap entries they have. A log prints the sum only, so of those that
/// give it the one closest to the usual build is taken.
/// </summary>
internal static class BootLogFixmaps
{
    private static readonly (string Option, Func<KernelConfig, KernelConfig> Toggle)[] Switches =
    [
        ("X86_F00F_BUG", c => c with { F00fBug = !c.F00fBug }),
        ("X86_CYCLONE_TIMER", c => c with { CycloneTimer = !c.CycloneTimer }),
        ("PCI_MMCONFIG", c => c with { PciMmconfig = !c.PciMmconfig }),
        ("ACPI", c => c with { Acpi = !c.Acpi }),
        ("PARAVIRT", c => c with { Paravirt = !c.Paravirt }),
        ("PROVIDE_OHCI1394_DMA_INIT", c => c with { Ohci1394Dma = !c.Ohci1394Dma }),
        ("X86_IO_APIC", c => c with { IoApic = !c.IoApic }),
        ("X86_LOCAL_APIC", c => c with { LocalApic = !c.LocalApic }),
        ("DEBUG_HIGHMEM", c => c with { DebugHighmem = !c.DebugHighmem }),
    ];

    // Sets of switches as bits: more than three unusual ones at once would explain anything.
    private static readonly int[] Changes =
    [
        .. Enumerable
            .Range(0, 1 << Switches.Length)
            .Where(bits => int.PopCount(bits) <= 3)
            .OrderBy(int.PopCount)
            .ThenBy(bits => bits),
    ];

    /// <summary>NR_CPUS as kernels are built.</summary>
    public static IReadOnlyList<int> CpuCounts { get; } = [1, 2, 4, 8, 16, 32, 64, 128, 255, 256, 512];

    /// <summary>All configurations, those with the fewest changes first.</summary>
    /// <param name="config">The usual one.</param>
    /// <param name="cpusAreKnown">Whether NR_CPUS stays.</param>
    public static IEnumerable<(string Text, KernelConfig Config)> Variants(KernelConfig config, bool cpusAreKnown) =>
        from changes in Changes
        from cpus in CpuCounts.Append(config.NrCpus).Distinct().OrderBy(cpus => cpus == config.NrCpus ? 0 : cpus)
        where cpus == config.NrCpus || !cpusAreKnown
        let variant = Changed(config, changes) with
        {
            NrCpus = cpus,
        }
        where variant.LocalApic || !variant.IoApic
        select (Describe(variant), variant);

    private static KernelConfig Changed(KernelConfig config, int changes) =>
        Switches.Where((_, i) => (changes & (1 << i)) != 0).Aggregate(config, (c, change) => change.Toggle(c));

    private static string Describe(KernelConfig variant) =>
        FormattableString.Invariant($"the number of fixmap entries (as with NR_CPUS {variant.NrCpus})");
}
