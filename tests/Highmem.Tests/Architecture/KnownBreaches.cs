namespace Highmem.Tests.Architecture;

/// <summary>
/// Where the house does not yet keep its own rules. Nothing is added here: a new breach is mended, and an old one that
/// is mended is struck.
/// </summary>
internal static class KnownBreaches
{
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        [nameof(Floors)] =
        [
            "BlockIo/BounceBuffers.cs -> Kernels",
            "BlockIo/BounceBuffers.cs -> Texts",
            "HighMemory/AtomicKmap.cs -> Kernels",
            "HighMemory/AtomicPages.cs -> Kernels",
            "HighMemory/PersistentKmap.cs -> Kernels",
            "Layout/Fixmap.cs -> Kernels",
            "Layout/MemoryLayout.cs -> Kernels",
            "Layout/MemoryLayout.cs -> Texts",
            "Paging/KernelMapping.cs -> Kernels",
            "Paging/PageTablePages.cs -> Processes",
            "Physical/PageAllocator.cs -> Kernels",
            "Physical/Zone.cs -> Kernels",
            "Processes/PageDirectories.cs -> Machine",
            "Processes/PageDirectories.cs -> Kernels",
            "Processes/ProcessTable.cs -> Machine",
            "Processes/ProcessTable.cs -> Kernels",
            "Processes/UserMemory.cs -> Machine",
            "Processes/UserMemory.cs -> Kernels",
            "Processes/UserMemory.cs -> Texts",
            "Slab/KmallocCaches.cs -> Kernels",
            "Slab/KmallocCaches.cs -> Texts",
            "Slab/SlabPages.cs -> Texts",
            "Vmalloc/AreaMapper.cs -> Kernels",
            "Vmalloc/AreaMapper.cs -> Texts",
            "Vmalloc/Ioremapper.cs -> Kernels",
            "Vmalloc/Ioremapper.cs -> Texts",
            "Vmalloc/MemtypeList.cs -> Kernels",
            "Vmalloc/MemtypeList.cs -> Texts",
            "Vmalloc/VmallocSpace.cs -> Kernels",
            "Vmalloc/VmallocSpace.cs -> Texts",
            "Vmalloc/VmapAreas.cs -> Kernels",
            "Vmalloc/VmapAreas.cs -> Texts",
            "Vmalloc/VmapBlocks.cs -> Kernels",
        ],
        [nameof(KernelNames)] =
        [
            "Physical/ZoneMarks.cs: Of2_4",
            "Physical/ZoneMarks.cs: Of2_6_9",
            "Physical/ZoneMarks.cs: Of2_6_31",
            "Reports/VmallocInfo/VmallocDumpGaps.cs: 3.10",
            "Reports/VmallocInfo/VmallocDumpGaps.cs: 4.3",
            "Reports/VmallocInfo/VmallocDumpGaps.cs: 4.4",
            "Reports/VmallocInfo/VmallocDumpGaps.cs: 5.2",
            "Reports/VmallocInfo/VmallocDumpGaps.cs: 5.3",
            "Reports/VmallocInfo/VmallocDumpText.cs: 2.6.27",
        ],
        [nameof(ProfileUse)] =
        [
            "BlockIo/BounceBuffers.cs",
            "HighMemory/AtomicKmap.cs",
            "HighMemory/AtomicPages.cs",
            "HighMemory/PersistentKmap.cs",
            "Layout/Fixmap.cs",
            "Layout/MemoryLayout.cs",
            "Paging/KernelMapping.cs",
            "Physical/PageAllocator.cs",
            "Physical/Zone.cs",
            "Processes/PageDirectories.cs",
            "Processes/ProcessTable.cs",
            "Processes/UserMemory.cs",
            "Slab/KmallocCaches.cs",
            "Vmalloc/AreaMapper.cs",
            "Vmalloc/Ioremapper.cs",
            "Vmalloc/MemtypeList.cs",
            "Vmalloc/VmallocSpace.cs",
            "Vmalloc/VmapAreas.cs",
            "Vmalloc/VmapBlocks.cs",
        ],
        [nameof(RuleChoices)] =
        [
            "DirectMapRule: Layout/MemoryLayout.cs",
            "DirectMapRule: Paging/KernelMapping.cs",
            "PagesArrayRule: Machine/I386Machine.Setup.cs",
            "PagesArrayRule: Machine/VmallocLimitSearch.cs",
            "PagesArrayRule: Vmalloc/VmallocSpace.cs",
            "SlabKind: Slab/KmallocCaches.cs",
            "SlabKind: Slab/SlabRules.cs",
        ],
        [nameof(ReflectionUse)] = ["Machine/StateCopy.cs"],
    };

    /// <summary>The keys of the known breaches of a guard.</summary>
    public static IReadOnlyList<string> Of(string guard) => Keys.GetValueOrDefault(guard, []);
}
