using System.Numerics;
using Highmem.Addressing;
using Highmem.Vmalloc;

namespace Highmem.Reports.VmallocInfo;

/// <summary>
/// Holds the place of each area of a dump against the rule by which its kernel places areas: the lowest address that
/// fits. A dump shows no history, so that an area behind a hole that would hold it says what the hole was.
/// </summary>
internal static class VmallocPlacementCheck
{
    /// <summary>Writes placement and explanation of each area.</summary>
    public static void Explain(VmallocDump dump)
    {
        var at = dump.WindowStart;
        VmallocInfoArea? before = null;
        foreach (var area in dump.Sorted)
        {
            (area.Placement, area.Explanation) = Judge(dump, area, before, at);
            at = area.Parsed.End;
            before = area;
        }
    }

    private static (VmallocInfoPlacement, string) Judge(
        VmallocDump dump,
        VmallocInfoArea area,
        VmallocInfoArea? before,
        ulong? at
    )
    {
        if (dump.Rules is not { } rule)
        {
            return (
                VmallocInfoPlacement.Unknown,
                "the kernel is not known, so neither is its rule; name it with -Kernel"
            );
        }

        var (start, end) = (area.Parsed.Start, area.Parsed.End);
        if (start < dump.WindowStart || end > dump.WindowEnd)
        {
            return (
                VmallocInfoPlacement.OutsideWindow,
                $"outside the window from {Text(dump, dump.WindowStart)} to {Text(dump, dump.WindowEnd)}"
            );
        }

        if (area.IsFromTop)
        {
            return (
                VmallocInfoPlacement.FromTop,
                "per-CPU areas are placed from VMALLOC_END downwards, without guard pages"
            );
        }

        var alignment = Alignment(area, rule);
        if (start % (ulong)alignment != 0)
        {
            return (
                VmallocInfoPlacement.Contradiction,
                FormattableString.Invariant(
                    $"an ioremap of {area.Size - PageSize.Bytes} bytes is aligned to {Size(alignment)} in Linux {dump.Kernel}, and this one is not"
                )
            );
        }

        if (at is not { } from)
        {
            return (VmallocInfoPlacement.Unknown, "VMALLOC_START is not known; give it with -Start");
        }

        return Compare(dump, area, before, (from, alignment));
    }

    private static (VmallocInfoPlacement, string) Compare(
        VmallocDump dump,
        VmallocInfoArea area,
        VmallocInfoArea? before,
        (ulong From, long Alignment) search
    )
    {
        var rule = dump.Rules!;
        var (start, alignment) = (area.Parsed.Start, (ulong)search.Alignment);
        var gap = before is null ? 0UL : (ulong)rule.Search.GapAfterArea;
        var lowest = Up(search.From + gap, alignment);
        var aligned = alignment > PageSize.Bytes ? $", aligned to {Size((long)alignment)}" : "";
        if (start == lowest)
        {
            return before is null
                ? (VmallocInfoPlacement.First, $"at VMALLOC_START{aligned}")
                : (
                    VmallocInfoPlacement.Next,
                    $"directly behind {before.Address}{(gap > 0 ? " and a free page" : "")}{aligned}"
                );
        }

        // 2.6.28 to 2.6.39: a hole that is found before an area may be filled to the last byte.
        return start < lowest
            ? (
                VmallocInfoPlacement.BehindHole,
                $"without the free page that an area placed behind {before!.Address} would leave: {before.Address} filled a hole that was there"
            )
            : (VmallocInfoPlacement.BehindHole, Hole(rule, start - lowest));
    }

    // A block of vm_map_ram is aligned to its size; a request too large for a block is not.
    private static long Alignment(VmallocInfoArea area, VmallocRules rule) =>
        area.Flags.HasFlag(VmallocInfoFlags.Ioremap) ? rule.Ioremap.Alignment.Of(area.Size - PageSize.Bytes)
        : area.Flags == VmallocInfoFlags.VmMapRam
        && BitOperations.IsPow2(area.Size)
        && area.Parsed.Start % (ulong)area.Size == 0
            ? area.Size
        : PageSize.Bytes;

    private static string Hole(VmallocRules rule, ulong bytes)
    {
        var why =
            !rule.Free.IsLazy ? "what was there has been freed since"
            : rule.ListsUnowned ? "what was there has been freed and purged since"
            : "what was there has been freed since, or is a block of vm_map_ram, which this kernel does not list";
        return $"the {Size((long)bytes)} before it were in use when it was placed: {why}";
    }

    private static ulong Up(ulong address, ulong alignment) => (address + alignment - 1) & ~(alignment - 1);

    private static string Text(VmallocDump dump, ulong? address) =>
        address is { } value ? dump.AddressOf(value).ToString()! : "an unknown address";

    private static string Size(long bytes) => FormattableString.Invariant($"{bytes >> 10} KB");
}
