using Highmem.Addressing;
using Highmem.Physical;

namespace Highmem.Reports.Drawing;

/// <summary>A zone in words.</summary>
internal static class FrameZoneText
{
    /// <summary>Where it lies and how it is drawn.</summary>
    public static string Heading(FrameMapZone map) =>
        map.Rows == 0
            ? $"{map.Zone.Name}: no page frames"
            : FormattableString.Invariant(
                $"{map.Zone.Name}: {Size(map.Zone.Spanned)}, page frames {map.Zone.StartPfn} to {map.Zone.EndPfn - 1}, {Size(map.FramesPerCell)} a cell"
            );

    /// <summary>What it has and what it keeps back.</summary>
    public static string Pages(FrameMapZone map)
    {
        var waiting = map.Count(FrameUse.PerCpu);
        var lists = waiting == 0 ? "" : FormattableString.Invariant($" and {waiting} in per-CPU lists");
        return FormattableString.Invariant(
            $"{map.Count(FrameUse.Free)} pages free{lists}; marks: min {map.Zone.Min}, low {map.Zone.Low}, high {map.Zone.High}"
        );
    }

    private static string Size(long frames)
    {
        const int pagesPerMegabyte = 256;
        return frames % pagesPerMegabyte == 0
            ? FormattableString.Invariant($"{frames / pagesPerMegabyte} MB")
            : FormattableString.Invariant($"{frames << (PageSize.Shift - 10)} kB");
    }
}
