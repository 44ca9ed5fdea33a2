using Highmem.Layout;

namespace Highmem.Machine.Views;

/// <summary>The regions of a layout as rows, from the lowest.</summary>
internal static class RegionList
{
    public static IReadOnlyList<MemoryRegion> Of(string machine, MemoryLayout layout) =>
        [
            .. layout
                .Regions.Reverse()
                .Select(region => new MemoryRegion(
                    machine,
                    region.Name,
                    region.Range.Start,
                    region.Range.End,
                    region.Range.Size,
                    region.Kind,
                    region.Description
                )),
        ];
}
