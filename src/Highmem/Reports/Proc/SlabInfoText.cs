using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Texts;

namespace Highmem.Reports.Proc;

/// <summary>The general caches in the kernel's own words (/proc/slabinfo).</summary>
public static class SlabInfoText
{
    /// <summary>The lines of /proc/slabinfo, heading first. Caches other than kmalloc's are not modelled.</summary>
    public static IEnumerable<string> Lines(I386Machine machine)
    {
        var form = machine.Profile.Proc.SlabInfo;
        var isSmp = machine.GetLayout().Config.NrCpus > 1;
        return form.Heading(isSmp).Concat(machine.GetSlabInfo().Select(info => form.Line(Facts(info), isSmp)));
    }

    private static SlabInfoFacts Facts(SlabInfo info) =>
        new()
        {
            Name = info.Name,
            ActiveObjects = info.ActiveObjects,
            Objects = info.Objects,
            ObjectSize = info.ObjectSize,
            ObjectsPerSlab = info.ObjectsPerSlab,
            PagesPerSlab = info.PagesPerSlab,
            ActiveSlabs = info.ActiveSlabs,
            Slabs = info.Slabs,
            ArrayLimit = info.ArrayLimit,
            ArrayBatch = info.ArrayBatch,
            SharedFactor = info.SharedFactor,
            SharedObjects = info.SharedObjects,
        };
}
