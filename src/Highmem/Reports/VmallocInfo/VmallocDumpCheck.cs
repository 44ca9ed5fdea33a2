namespace Highmem.Reports.VmallocInfo;

/// <summary>Holds the lines of a dump against each other. A damaged dump is refused as a whole: half of one misleads.</summary>
internal static class VmallocDumpCheck
{
    /// <summary>Refuses what is not whole.</summary>
    /// <exception cref="VmallocInfoException">The lines are not those of one kernel at one time.</exception>
    public static void Run(string name, IReadOnlyList<VmallocInfoLine> lines)
    {
        if (lines.Count == 0)
        {
            throw new VmallocInfoException(name, 0, "the vmallocinfo is empty: it has no line at all.");
        }

        CheckMixed(name, lines);
        CheckHashed(name, lines);
        foreach (var line in lines)
        {
            CheckLine(name, line);
        }

        CheckOverlap(name, lines);
    }

    private static void CheckMixed(string name, IReadOnlyList<VmallocInfoLine> lines)
    {
        if (lines.FirstOrDefault(l => l.Digits != lines[0].Digits) is { } other)
        {
            throw new VmallocInfoException(
                name,
                other.Number,
                FormattableString.Invariant(
                    $"addresses have {other.Digits} digits here and {lines[0].Digits} in line {lines[0].Number}: the lines of two kernels are mixed."
                )
            );
        }
    }

    // A hash has nothing of the address: no two of them are as far apart as the area is large.
    private static void CheckHashed(string name, IReadOnlyList<VmallocInfoLine> lines)
    {
        if (lines.All(l => l.Start == 0 && l.End == 0))
        {
            throw new VmallocInfoException(
                name,
                lines[0].Number,
                "the kernel hides the addresses: all are 0. " + VmallocDump.HowToSeeAddresses
            );
        }

        if (lines.Count > 1 && !lines.Any(l => l.IsConsistent))
        {
            throw new VmallocInfoException(
                name,
                lines[0].Number,
                "the addresses are hashed: no area is as large as its size says. " + VmallocDump.HowToSeeAddresses
            );
        }
    }

    private static void CheckLine(string name, VmallocInfoLine line)
    {
        var problem =
            line.IsConsistent ? null
            : line.End < line.Start ? "the end lies before the start"
            : line.Size <= 0 || line.End - line.Start != (ulong)line.Size
                ? FormattableString.Invariant(
                    $"the addresses are {line.End - line.Start} bytes apart, and the size is {line.Size}"
                )
            : "an area begins and ends with a page, and this one does not";
        if (problem is not null)
        {
            throw new VmallocInfoException(
                name,
                line.Number,
                $"{problem}: the line is damaged, or its addresses are hashed."
            );
        }

        if (line.Pages is { } pages && (pages == 0 || pages > line.Size >> Addressing.PageSize.Shift))
        {
            throw new VmallocInfoException(
                name,
                line.Number,
                FormattableString.Invariant(
                    $"{pages} pages cannot be in an area of {line.Size} bytes: the line is damaged."
                )
            );
        }
    }

    private static void CheckOverlap(string name, IReadOnlyList<VmallocInfoLine> lines)
    {
        VmallocInfoLine? before = null;
        foreach (var line in lines.OrderBy(l => l.Start).ThenBy(l => l.Number))
        {
            if (before is not null && line.Start < before.End)
            {
                var (first, second) = before.Number < line.Number ? (before, line) : (line, before);
                var same = first with { Number = second.Number } == second;
                throw new VmallocInfoException(
                    name,
                    second.Number,
                    FormattableString.Invariant(
                        $"the area {(same ? "is that of" : "overlaps that of")} line {first.Number}{(same ? " again" : "")}: two dumps are mixed, or areas changed while the file was read."
                    )
                );
            }

            before = before is not null && before.End > line.End ? before : line;
        }
    }
}
