using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;
using Highmem.Texts;

namespace Highmem.Reports.Proc;

/// <summary>A machine's zones in one of its kernel's texts.</summary>
internal static class ZoneText
{
    /// <summary>The lines.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="formOf">The text, as a kernel's rules have it.</param>
    /// <exception cref="ReportException">The kernel has no such text.</exception>
    public static IEnumerable<string> Lines(I386Machine machine, Func<ProcRules, ZoneForm?> formOf) =>
        formOf(machine.Profile.Proc) is { } form
            ? form.Lines(Figures(machine), machine.ProcessorCount)
            : throw Missing(machine, formOf);

    private static ReportException Missing(I386Machine machine, Func<ProcRules, ZoneForm?> formOf)
    {
        var others = KernelProfiles.All.Where(k => formOf(k.Proc) is not null).ToList();
        return new ReportException(
            $"Linux {machine.Kernel} has no {formOf(others[0].Proc)!.Name}. Kernels that have it: {string.Join(", ", others)}."
        );
    }

    private static List<ZoneFigures> Figures(I386Machine machine)
    {
        var blocks = machine.GetBuddyInfo();
        return
        [
            .. machine
                .GetZones()
                .Select(zone => new ZoneFigures
                {
                    Name = zone.Name,
                    StartPfn = zone.StartPfn,
                    Spanned = zone.Spanned,
                    Present = zone.Present,
                    Free = zone.Free,
                    PerCpu = zone.PerCpu,
                    Min = zone.Min,
                    Low = zone.Low,
                    High = zone.High,
                    Reserve = ReserveOf(machine, zone),
                    Batch = zone.Batch,
                    FreeBlocks = blocks.SingleOrDefault(b => b.Zone == zone.Name) is { } info
                        ? [.. Enumerable.Range(0, info.Orders).Select(info.Count)]
                        : [],
                    SlabPages = () => SlabPages(machine, zone),
                }),
        ];
    }

    // The zone Movable is empty, so that it is kept from a request what is kept from the zone before.
    private static long[] ReserveOf(I386Machine machine, MemoryZone zone) =>
        machine.GetLayout().Config.HasHighmem
            ? [0, zone.ReserveNormal, zone.ReserveHighMem, zone.ReserveHighMem]
            : [0, zone.ReserveNormal, zone.ReserveNormal];

    // Slabs lie in low memory.
    private static int SlabPages(I386Machine machine, MemoryZone zone) =>
        machine
            .GetPageFrames((int)zone.StartPfn, (int)Math.Min(zone.EndPfn, machine.MaxLowPfn))
            .Count(frame => frame.State == FrameUse.Slab);
}
