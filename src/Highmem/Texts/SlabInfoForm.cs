using Highmem.Boot;

namespace Highmem.Texts;

/// <summary>How a kernel prints /proc/slabinfo.</summary>
/// <param name="Name">The version that its first line names.</param>
/// <param name="Heading">The lines above the caches, of an SMP kernel or of another.</param>
/// <param name="Line">The line of a cache, of an SMP kernel or of another.</param>
internal sealed record SlabInfoForm(
    string Name,
    Func<bool, IEnumerable<string>> Heading,
    Func<SlabInfoFacts, bool, string> Line
) : IPolicy
{
    private const string Columns = "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>";
    private const string SlabData = " : slabdata <active_slabs> <num_slabs> <sharedavail>";

    /// <summary>Version 1.1: counts and pages per slab; the arrays on SMP.</summary>
    public static SlabInfoForm Version1_1 { get; } =
        new("1.1", isSmp => [isSmp ? "slabinfo - version: 1.1 (SMP)" : "slabinfo - version: 1.1"], ShortLine);

    /// <summary>Version 2.0: objects per slab, tunables and slab data; its heading names limit and batchcount the wrong way round.</summary>
    public static SlabInfoForm Version2_0 { get; } =
        new(
            "2.0",
            _ => ["slabinfo - version: 2.0", Columns + " : tunables <batchcount> <limit> <sharedfactor>" + SlabData],
            LongLine
        );

    /// <summary>Version 2.1: the same columns, named the right way round.</summary>
    public static SlabInfoForm Version2_1 { get; } =
        new(
            "2.1",
            _ => ["slabinfo - version: 2.1", Columns + " : tunables <limit> <batchcount> <sharedfactor>" + SlabData],
            LongLine
        );

    private static string ShortLine(SlabInfoFacts f, bool isSmp)
    {
        var line = Counts(f) + FormattableString.Invariant($" {f.ActiveSlabs, 4} {f.Slabs, 4} {f.PagesPerSlab, 4}");
        return isSmp ? line + FormattableString.Invariant($" : {f.ArrayLimit, 4} {f.ArrayBatch, 4}") : line;
    }

    // The limit stands first, whatever the heading says.
    private static string LongLine(SlabInfoFacts f, bool isSmp) =>
        Counts(f)
        + FormattableString.Invariant(
            $" {f.ObjectsPerSlab, 4} {f.PagesPerSlab, 4} : tunables {f.ArrayLimit, 4} {f.ArrayBatch, 4} {f.SharedFactor, 4} : slabdata {f.ActiveSlabs, 6} {f.Slabs, 6} {f.SharedObjects, 6}"
        );

    private static string Counts(SlabInfoFacts f) =>
        FormattableString.Invariant($"{f.Name, -17} {f.ActiveObjects, 6} {f.Objects, 6} {f.ObjectSize, 6}");
}
