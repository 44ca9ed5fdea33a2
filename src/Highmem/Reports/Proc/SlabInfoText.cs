using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Slab;

namespace Highmem.Reports.Proc;

/// <summary>The general caches in the kernel's own words (/proc/slabinfo).</summary>
public static class SlabInfoText
{
    private const string Columns = "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>";
    private const string SlabData = " : slabdata <active_slabs> <num_slabs> <sharedavail>";

    /// <summary>The lines of /proc/slabinfo, heading first. Caches other than kmalloc's are not modelled.</summary>
    public static IEnumerable<string> Lines(I386Machine machine)
    {
        var format = machine.Profile.Slab.InfoFormat;
        var isSmp = machine.GetLayout().Config.NrCpus > 1;
        return Heading(format, isSmp).Concat(machine.GetSlabInfo().Select(info => Line(info, format, isSmp)));
    }

    // The heading of 2.0 has limit and batchcount the wrong way round; the rows have the limit first in both.
    private static IEnumerable<string> Heading(SlabInfoFormat format, bool isSmp) =>
        format switch
        {
            SlabInfoFormat.Version1_1 => [isSmp ? "slabinfo - version: 1.1 (SMP)" : "slabinfo - version: 1.1"],
            SlabInfoFormat.Version2_0 =>
            [
                "slabinfo - version: 2.0",
                Columns + " : tunables <batchcount> <limit> <sharedfactor>" + SlabData,
            ],
            _ => ["slabinfo - version: 2.1", Columns + " : tunables <limit> <batchcount> <sharedfactor>" + SlabData],
        };

    private static string Line(SlabInfo info, SlabInfoFormat format, bool isSmp)
    {
        var line = FormattableString.Invariant(
            $"{info.Name, -17} {info.ActiveObjects, 6} {info.Objects, 6} {info.ObjectSize, 6}"
        );
        if (format == SlabInfoFormat.Version1_1)
        {
            line += FormattableString.Invariant($" {info.ActiveSlabs, 4} {info.Slabs, 4} {info.PagesPerSlab, 4}");
            return isSmp ? line + FormattableString.Invariant($" : {info.ArrayLimit, 4} {info.ArrayBatch, 4}") : line;
        }

        line += FormattableString.Invariant(
            $" {info.ObjectsPerSlab, 4} {info.PagesPerSlab, 4} : tunables {info.ArrayLimit, 4} {info.ArrayBatch, 4} {info.SharedFactor, 4}"
        );
        return line
            + FormattableString.Invariant($" : slabdata {info.ActiveSlabs, 6} {info.Slabs, 6} {info.SharedObjects, 6}");
    }
}
