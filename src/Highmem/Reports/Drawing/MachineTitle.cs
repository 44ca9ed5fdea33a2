using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine;

namespace Highmem.Reports.Drawing;

/// <summary>A machine in a line.</summary>
internal static class MachineTitle
{
    /// <summary>Its kernel, configuration and memory.</summary>
    public static string Of(I386Machine machine)
    {
        var layout = machine.GetLayout();
        var high = layout.RamPages(layout.HighStartPfn, layout.NumPhysPages) * PageSize.Kilobytes;
        var memory = FormattableString.Invariant($"{machine.MemorySize >> 10} kB of RAM");
        var ofIt = high == 0 ? "" : FormattableString.Invariant($", {high} kB of it high memory");
        return $"Linux {machine.Kernel}, {ConfigName(machine)}, {memory}{ofIt}";
    }

    private static string ConfigName(I386Machine machine) =>
        machine.Highmem switch
        {
            HighmemSupport.None => "NOHIGHMEM",
            HighmemSupport.Highmem4G => "HIGHMEM4G",
            _ => "HIGHMEM64G (PAE)",
        };
}
