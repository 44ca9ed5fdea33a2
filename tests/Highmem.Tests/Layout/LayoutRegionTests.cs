using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Layout;

namespace Highmem.Tests.Layout;

/// <summary>The regions are the one truth about the kernel's part of the address space.</summary>
public sealed class LayoutRegionTests
{
    private static readonly long[] Megabytes = [16, 64, 256, 896, 897, 1024, 2048, 3072, 4096, 8192, 65536];
    private static readonly int[] CpuCounts = [1, 8, 64, 255];

    private static readonly string[] CommandLines =
    [
        "",
        "vmalloc=1M",
        "vmalloc=16M",
        "vmalloc=64M",
        "vmalloc=512M",
        "vmalloc=900M",
        "reservetop=0x4000000",
        "highmem=512M",
        "mem=100M",
    ];

    [Theory]
    [EachKernel]
    public void The_regions_of_every_layout_touch_each_other_from_4_GB_down_to_PAGE_OFFSET(string kernel)
    {
        var layouts = 0;
        foreach (var layout in Layouts(KernelProfiles.Get(kernel)))
        {
            layouts++;
            var end = VirtualAddress.EndOfSpace;
            foreach (var region in layout.Regions)
            {
                Assert.Equal(end, region.Range.End);
                Assert.True(region.Range.Size >= PageSize.Bytes, region.ToString());
                end = region.Range.Start;
            }

            Assert.Equal(layout.PageOffset, end);
            var kinds = layout.Regions.Select(r => r.Kind).Where(k => k != MemoryRegionKind.Hole).ToList();
            Assert.Equal(kinds.Distinct(), kinds);
        }

        // Of the rest, vmalloc= or reservetop= leaves no room for anything else.
        Assert.InRange(layouts, 3000, int.MaxValue);
    }

    [Theory]
    [EachKernel]
    public void A_layout_that_can_be_booted_has_each_region_between_its_borders(string kernel)
    {
        foreach (var layout in Layouts(KernelProfiles.Get(kernel)).Where(CanBeBooted))
        {
            var regions = layout
                .Regions.Where(r => r.Kind != MemoryRegionKind.Hole)
                .ToDictionary(r => r.Kind, r => r.Range);

            Assert.Equal(new(layout.PageOffset, layout.HighMemory), regions[MemoryRegionKind.DirectMap]);
            Assert.Equal(new(layout.VmallocStart, layout.VmallocEnd), regions[MemoryRegionKind.Vmalloc]);
            Assert.Equal(new(layout.Fixmap.Start, layout.Fixmap.Top), regions[MemoryRegionKind.Fixmap]);
            Assert.Equal(layout.Config.HasHighmem, regions.ContainsKey(MemoryRegionKind.PersistentKmap));
            if (layout.Config.HasHighmem)
            {
                Assert.Equal(new(layout.PkmapBase, layout.PkmapEnd), regions[MemoryRegionKind.PersistentKmap]);
            }
        }
    }

    [Theory]
    [EachKernel]
    public void The_regions_have_the_kernels_names_in_order_from_the_top(string kernel)
    {
        var profile = KernelProfiles.Get(kernel);
        var layout = profile.ComputeLayout(profile.DefaultConfig(2), E820Map.FromMemorySize(1L << 30));

        Assert.Equal(
            ["top", "fixmap", "fixmap (boot)", "unused", "pkmap", "VMALLOC_END", "vmalloc", "VMALLOC_OFFSET", "lowmem"],
            layout.Regions.Select(r => r.Name)
        );
        Assert.Equal(
            ["fixmap", "pkmap", "vmalloc", "lowmem"],
            layout.Regions.Select(r => r.BootLogName).OfType<string>()
        );
    }

    private static bool CanBeBooted(MemoryLayout layout) =>
        layout.VmallocStart < layout.VmallocEnd
        && (!layout.Config.HasHighmem || layout.PkmapEnd <= layout.Fixmap.Start);

    private static IEnumerable<MemoryLayout> Layouts(KernelProfile profile) =>
        from split in MemorySplit.All
        from highmem in Enum.GetValues<HighmemSupport>()
        from cpus in CpuCounts
        let config = profile.DefaultConfig(cpus) with
        {
            PageOffset = split.PageOffset,
            Highmem = highmem,
            NrCpus = cpus,
        }
        from megabytes in Megabytes
        from commandLine in CommandLines
        let layout = LayoutOf(profile, config, megabytes, commandLine)
        where layout is not null
        select layout;

    private static MemoryLayout? LayoutOf(
        KernelProfile profile,
        KernelConfig config,
        long megabytes,
        string commandLine
    )
    {
        try
        {
            return profile.ComputeLayout(config, E820Map.FromMemorySize(megabytes << 20), commandLine);
        }
        catch (BootException)
        {
            return null;
        }
    }
}
