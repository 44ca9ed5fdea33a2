using Highmem.Boot;
using Highmem.Layout;

namespace Highmem.Kernels;

/// <summary>The fixmap entries of devices and CPU faults, which all kernels list in the same order.</summary>
internal static class FixmapDevices
{
    /// <summary>The entries that the configuration has.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="ioApics">MAX_IO_APICS.</param>
    /// <param name="f00f">The name of the entry for the F00F bug.</param>
    public static IEnumerable<FixmapEntry> Of(KernelConfig config, int ioApics, string f00f = "F00F_IDT")
    {
        if (config.LocalApic)
        {
            yield return new("APIC_BASE");
        }

        if (config.IoApic)
        {
            yield return new("IO_APIC_BASE", ioApics);
        }

        if (config.VisualWorkstation)
        {
            yield return new("VISWS", 4);
        }

        if (config.F00fBug)
        {
            yield return new(f00f);
        }

        if (config.CycloneTimer)
        {
            yield return new("CYCLONE_TIMER");
        }
    }
}
