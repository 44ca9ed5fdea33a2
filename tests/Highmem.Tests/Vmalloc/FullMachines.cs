using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace Highmem.Tests.Vmalloc;

/// <summary>Brings machines to the end of what they have.</summary>
internal static class FullMachines
{
    /// <summary>Some pages of low memory.</summary>
    public static int[] Pages(this I386Machine machine, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => machine.AllocPages(machine.GfpKernel, 0).Block!.Pfn)];

    /// <summary>Takes all low pages that the marks give.</summary>
    public static void ExhaustLowMemory(this I386Machine machine)
    {
        while (machine.AllocPages(machine.GfpKernel, 0).Block is not null) { }
    }

    /// <summary>Maps devices until no more fit, and tells why the last did not.</summary>
    public static IoremapFailure FillThenIoremap(this I386Machine machine)
    {
        IoremapOutcome outcome;
        do
        {
            outcome = machine.Ioremap(0xE0000000, 8 << 20);
        } while (outcome.Mapping is not null);

        return outcome.Failure;
    }
}
