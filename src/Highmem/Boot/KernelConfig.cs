using System.Globalization;
using Highmem.Addressing;

namespace Highmem.Boot;

/// <summary>The configuration switches that decide the memory layout. Names in text are those of Kconfig.</summary>
public sealed record KernelConfig
{
    private static readonly Dictionary<string, Func<KernelConfig, bool, KernelConfig>> Switches = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["X86_LOCAL_APIC"] = (c, on) => c with { LocalApic = on },
        ["X86_IO_APIC"] = (c, on) => c with { IoApic = on },
        ["X86_CLUSTERED_APIC"] = (c, on) => c with { ClusteredApic = on },
        ["X86_VISWS_APIC"] = (c, on) => c with { VisualWorkstation = on },
        ["X86_F00F_BUG"] = (c, on) => c with { F00fBug = on },
        ["X86_CYCLONE_TIMER"] = (c, on) => c with { CycloneTimer = on },
        ["ACPI_BOOT"] = (c, on) => c with { Acpi = on },
        ["PCI_MMCONFIG"] = (c, on) => c with { PciMmconfig = on },
        ["PARAVIRT"] = (c, on) => c with { Paravirt = on },
        ["PROVIDE_OHCI1394_DMA_INIT"] = (c, on) => c with { Ohci1394Dma = on },
        ["DEBUG_HIGHMEM"] = (c, on) => c with { DebugHighmem = on },
        ["DEBUG_PAGEALLOC"] = (c, on) => c with { DebugPageAlloc = on },
        ["X86_RESERVE_LOW_64K"] = (c, on) => c with { ReserveLow64K = on },
        ["X86_CHECK_BIOS_CORRUPTION"] = (c, on) => c with { CheckBiosCorruption = on },
    };

    /// <summary>The options <see cref="With"/> knows: the switches (y or n) and NR_CPUS.</summary>
    public static IReadOnlyCollection<string> OptionNames { get; } = [.. Switches.Keys, "NR_CPUS"];

    /// <summary>CONFIG_NOHIGHMEM, HIGHMEM4G or HIGHMEM64G.</summary>
    public HighmemSupport Highmem { get; init; } = HighmemSupport.Highmem4G;

    /// <summary>CONFIG_PAGE_OFFSET.</summary>
    public VirtualAddress PageOffset { get; init; } = MemorySplit.ThreeGigabytes.PageOffset;

    /// <summary>NR_CPUS; 1 is a uniprocessor kernel.</summary>
    public int NrCpus { get; init; } = 1;

    /// <summary>CONFIG_X86_LOCAL_APIC.</summary>
    public bool LocalApic { get; init; } = true;

    /// <summary>CONFIG_X86_IO_APIC.</summary>
    public bool IoApic { get; init; } = true;

    /// <summary>CONFIG_X86_CLUSTERED_APIC (2.4) or NUMA (2.6.9): 32 IO-APIC slots instead of 8.</summary>
    public bool ClusteredApic { get; init; }

    /// <summary>CONFIG_X86_VISWS_APIC.</summary>
    public bool VisualWorkstation { get; init; }

    /// <summary>CONFIG_X86_F00F_BUG: kernels built for the 386 to the Pentium MMX.</summary>
    public bool F00fBug { get; init; }

    /// <summary>CONFIG_X86_CYCLONE_TIMER (2.4: X86_SUMMIT).</summary>
    public bool CycloneTimer { get; init; }

    /// <summary>CONFIG_ACPI_BOOT.</summary>
    public bool Acpi { get; init; }

    /// <summary>CONFIG_PCI_MMCONFIG.</summary>
    public bool PciMmconfig { get; init; }

    /// <summary>CONFIG_PARAVIRT.</summary>
    public bool Paravirt { get; init; }

    /// <summary>CONFIG_PROVIDE_OHCI1394_DMA_INIT.</summary>
    public bool Ohci1394Dma { get; init; }

    /// <summary>CONFIG_DEBUG_HIGHMEM: fences between the kmap_atomic slots.</summary>
    public bool DebugHighmem { get; init; }

    /// <summary>CONFIG_DEBUG_PAGEALLOC: the direct map in 4 KB pages, vfree unmapping at once.</summary>
    public bool DebugPageAlloc { get; init; }

    /// <summary>
    /// CONFIG_X86_RESERVE_LOW_64K on a board whose BIOS is on the list it works around (AMI, Phoenix): the first
    /// 64 KB are not used. Since 2.6.28.
    /// </summary>
    public bool ReserveLow64K { get; init; }

    /// <summary>
    /// CONFIG_X86_CHECK_BIOS_CORRUPTION, switched on: four pages of the first 64 KB are set aside and watched.
    /// Since 2.6.28.
    /// </summary>
    public bool CheckBiosCorruption { get; init; }

    /// <summary>Whether page tables have three levels of 64-bit entries.</summary>
    public bool Pae => Highmem == HighmemSupport.Highmem64G;

    /// <summary>Whether high memory is configured at all.</summary>
    public bool HasHighmem => Highmem != HighmemSupport.None;

    /// <summary>The configuration with one option changed: <c>NR_CPUS=64</c>, <c>X86_LOCAL_APIC=n</c>.</summary>
    /// <exception cref="FormatException">The text is not NAME=value, or name or value is unknown.</exception>
    public KernelConfig With(string assignment)
    {
        var parts = assignment.Split('=', 2, StringSplitOptions.TrimEntries);
        var name = parts[0].StartsWith("CONFIG_", StringComparison.OrdinalIgnoreCase) ? parts[0][7..] : parts[0];
        var value = parts.Length == 2 ? parts[1] : "y";
        if (name.Equals("NR_CPUS", StringComparison.OrdinalIgnoreCase))
        {
            return
                int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var cpus)
                && cpus is >= 1 and <= 512
                ? this with
                {
                    NrCpus = cpus,
                }
                : throw new FormatException($"NR_CPUS={value}: the number of CPUs is from 1 to 512.");
        }

        if (!Switches.TryGetValue(name, out var set))
        {
            throw new FormatException(
                $"'{parts[0]}' is not a configuration option that decides the layout. Known: {string.Join(", ", OptionNames)}."
            );
        }

        return value.ToLowerInvariant() switch
        {
            "y" or "true" or "1" => set(this, true),
            "n" or "false" or "0" => set(this, false),
            _ => throw new FormatException($"{name}={value}: the value is y or n."),
        };
    }
}
