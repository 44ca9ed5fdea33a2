using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Physical;
using Highmem.Vmalloc;

namespace Highmem.Tests.Vmalloc;

/// <summary>vmap, vm_map_ram, the variants of vmalloc, and what takes the wrong area back.</summary>
public sealed class VmapTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData("2.6.9", 0xF8800000L, 0xF8804000L)]
    [InlineData("2.6.31", 0xF7FFE000L, 0xF8003000L)]
    public void Vmap_shows_pages_side_by_side_in_the_order_given(string kernel, long first, long second)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var pfns = machine.Pages(3);
        foreach (var (pfn, i) in pfns.Select((pfn, i) => (pfn, i)))
        {
            machine.Write(machine.PhysToVirt(PhysicalAddress.FromPfn(pfn)), [(byte)(i + 1)]);
        }

        var area = machine.Vmap([pfns[2], pfns[0], pfns[1]]).Area!;

        Assert.Equal((first, 0x4000, 3, VmFlags.Map), ((long)area.Address, area.Size, area.Pages, area.Flags));
        Assert.Equal(
            ["03", "01", "02"],
            Enumerable.Range(0, 3).Select(i => machine.Read(area.Address + (i * 4096), 1)[0].Hex)
        );
        Assert.Equal(second, (long)machine.Vmap([pfns[0]]).Area!.Address);
        Assert.Empty(machine.Audit());

        var free = machine.LowFreePages;
        Assert.Equal(VfreeResult.Freed, machine.Vunmap(area.Address).Result);
        Assert.Equal(free, machine.LowFreePages);
        Assert.Equal(FrameUse.Pages, machine.GetPageFrame(pfns[0]).State);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Vmap_is_not_in_2_4_21_and_needs_frames_that_exist()
    {
        Assert.Equal(
            "Linux 2.4.21 has no vmap. Kernels that have it: 2.6.9, 2.6.31.",
            Assert.Throws<NotInKernelException>(() => TestMachine.Boot("2.4.21", 64).Vmap([100])).Message
        );
        var machine = TestMachine.Boot("2.6.31", 64);
        Assert.Throws<AddressConversionException>(() => machine.Vmap([16384]));
        Assert.Throws<AddressConversionException>(() => machine.Vmap([-1]));
        Assert.Equal(VmallocFailure.InvalidSize, machine.Vmap([]).Failure);
        Assert.Equal(VmallocFailure.InvalidSize, machine.Vmap(new int[16385]).Failure);
        Assert.Empty(machine.Audit());
    }

    // What takes an area back: vfree, vunmap, iounmap.
    [Theory]
    [InlineData("2.4.21", "vmalloc", "Freed", null, "Freed")]
    [InlineData("2.4.21", "ioremap", "Freed", null, "Freed")]
    [InlineData("2.6.9", "vmalloc", "Freed", "LosesPages", "LosesPages")]
    [InlineData("2.6.9", "vmap", "Freed", "Freed", "Freed")]
    [InlineData("2.6.9", "ioremap", "Freed", "Freed", "Freed")]
    [InlineData("2.6.31", "vmalloc", "Freed", "LosesPages", "LosesPages")]
    [InlineData("2.6.31", "vmap", "Freed", "Freed", "FreesForeignMemtype")]
    [InlineData("2.6.31", "ioremap", "LosesMemtype", "LosesMemtype", "Freed")]
    public void The_wrong_function_is_refused_where_it_would_lose_something(
        string kernel,
        string kind,
        string vfree,
        string? vunmap,
        string iounmap
    )
    {
        foreach (var (function, expected) in new[] { (0, vfree), (1, vunmap), (2, iounmap) })
        {
            var machine = TestMachine.Boot(kernel, 512);
            var pfns = machine.Pages(2);
            var address = kind switch
            {
                "vmalloc" => machine.Vmalloc(5000).Area!.Address,
                "vmap" => machine.Vmap(pfns).Area!.Address,
                _ => machine.Ioremap(0xFEBC0000, 8192).Mapping!.Address,
            };
            if (expected is null)
            {
                Assert.Throws<NotInKernelException>(() => machine.Vunmap(address));
                continue;
            }

            var outcome =
                function == 0 ? machine.Vfree(address)
                : function == 1 ? machine.Vunmap(address)
                : machine.Iounmap(address);

            Assert.Equal(expected, outcome.Result.ToString());
            Assert.Equal(expected == "Freed" ? 0 : 1, machine.VmallocAreas);
            Assert.Equal(expected == "Freed", outcome.Succeeded);
            Assert.NotEqual(outcome.Succeeded, outcome.Reason.Length > 0);
            Assert.Empty(machine.Audit());
        }
    }

    [Fact]
    public void A_pages_array_is_not_freed_under_its_area()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var area = machine.Vmalloc(5 * Megabyte).Area!;
        var array = machine.GetVmList()[^1];

        Assert.Equal(VfreeResult.HoldsPagesArray, machine.Vfree(array.Address).Result);
        Assert.Empty(machine.Audit());
        machine.Vfree(area.Address);
        Assert.Empty(machine.GetVmList());
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", VmallocVariant.Vmalloc, "HighMem")]
    [EachKernel(VmallocVariant.Vmalloc32, "Normal")]
    [InlineData("2.4.21", VmallocVariant.VmallocDma, "DMA")]
    [InlineData("2.6.31", VmallocVariant.VmallocUser, "HighMem")]
    public void Variants_take_pages_from_their_zones(string kernel, VmallocVariant variant, string zone)
    {
        var machine = TestMachine.Boot(kernel, 2048);

        // Large enough for a pages array in an area of its own.
        var area = machine.Vmalloc(5 * Megabyte, variant: variant).Area!;

        foreach (var item in machine.GetVmList())
        {
            var frame = machine.Resolve(item.Address).PageFrame!.Value;
            Assert.Equal(zone, machine.GetPageFrame(frame).Zone);
        }

        Assert.Equal(variant == VmallocVariant.VmallocUser, area.Flags.HasFlag(VmFlags.UserMap));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Vmalloc_user_clears_its_pages()
    {
        var machine = TestMachine.Boot("2.6.31", 256);
        var dirty = machine.Vmalloc(Megabyte).Area!;
        for (var page = 0; page < 256; page++)
        {
            machine.Write(dirty.Address + (page * 4096), [0xFF]);
        }

        machine.Vfree(dirty.Address);
        var zeroed = machine.PagesZeroed;
        var area = machine.Vmalloc(Megabyte, variant: VmallocVariant.VmallocUser).Area!;

        Assert.Equal(256, machine.PagesZeroed - zeroed);
        for (var page = 0; page < 256; page++)
        {
            Assert.Equal("00", machine.Read(area.Address + (page * 4096), 1)[0].Hex);
        }
    }

    [Theory]
    [InlineData(1, 1024, 0xF8000000L)]
    [InlineData(8, 256, 0xF8000000L)]
    [InlineData(64, 64, 0xF7C00000L)]
    public void Vm_map_ram_serves_small_requests_from_aligned_blocks(int cpus, int blockPages, long block)
    {
        var machine = TestMachine.Boot("2.6.31", 1024, cpus: cpus);
        var pfns = machine.Pages(5);

        var first = machine.VmMapRam(pfns).Mapping!;
        var second = machine.VmMapRam(pfns[..1]).Mapping!;

        // Five pages take eight; the next one is found at once behind them.
        Assert.Equal((block, block, blockPages), ((long)first.Block!.Value, (long)first.Address, first.BlockPages));
        Assert.Equal(first.Address + (8 * 4096), second.Address);
        Assert.Equal(blockPages - 9, second.BlockFree);
        Assert.Equal(0, machine.VmallocAreas);
        Assert.Equal((long)blockPages * 4096, machine.MeasureVmalloc().MapRam);
        Assert.Equal(VfreeResult.NoSuchArea, machine.Vfree(first.Address).Result);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Every_cpu_has_blocks_of_its_own()
    {
        var machine = TestMachine.Boot("2.6.31", 1024, cpus: 8);
        var pfns = machine.Pages(1);

        var blocks = Enumerable.Range(0, 8).Select(cpu => machine.VmMapRam(pfns, cpu).Mapping!).ToList();

        // 1 MB each, and 1 MB apart: the page behind a block keeps the next one off until the alignment after it.
        Assert.Equal(
            Enumerable.Range(0, 8).Select(i => 0xF8000000 + (i * 2 * Megabyte)),
            blocks.Select(m => (long)m.Block!.Value)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.VmMapRam(pfns, 8));
    }

    [Fact]
    public void A_block_is_freed_when_all_of_it_is_dirty()
    {
        var machine = TestMachine.Boot("2.6.31", 512, cpus: 8);
        var pfns = machine.Pages(32);
        var mappings = Enumerable.Range(0, 8).Select(_ => machine.VmMapRam(pfns).Mapping!).ToList();
        Assert.Single(mappings.Select(m => m.Block).Distinct());
        foreach (var mapping in mappings.Take(7))
        {
            machine.VmUnmapRam(mapping.Address, 32);
        }

        // Dirty pages are not given out again: the next request opens a new block.
        var next = machine.VmMapRam(pfns[..1]).Mapping!;
        Assert.NotEqual(mappings[0].Block, next.Block);
        Assert.Equal(0, machine.LazyPages);
        Assert.True(machine.Resolve(mappings[0].Address).Mapped);

        machine.VmUnmapRam(mappings[7].Address, 32);
        Assert.Equal(256, machine.LazyPages);
        Assert.Empty(machine.Audit());

        var purge = machine.PurgeVmalloc();
        Assert.Equal((1, 1 * Megabyte, 256, 1), (purge.Areas, purge.Bytes, purge.PtesCleared, purge.TlbFlushes));
        Assert.False(machine.Resolve(mappings[0].Address).Mapped);
        Assert.Equal(mappings[0].Block, machine.VmMapRam(pfns, 1).Mapping!.Block);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void A_purge_clears_what_is_dirty_in_open_blocks_and_flushes_each_time()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var mapping = machine.VmMapRam(machine.Pages(3)).Mapping!;
        Assert.Equal(0, machine.PurgeVmalloc().TlbFlushes);
        machine.VmUnmapRam(mapping.Address, 3);
        Assert.True(machine.Resolve(mapping.Address).Mapped);

        var first = machine.PurgeVmalloc();

        Assert.Equal((0, 3, 1), (first.Areas, first.PtesCleared, first.TlbFlushes));
        Assert.False(machine.Resolve(mapping.Address).Mapped);
        Assert.Equal((0, 1), (machine.PurgeVmalloc().PtesCleared, machine.TlbFlushes - 1));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void More_than_32_pages_get_an_area_without_guard_page()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var pfns = machine.Pages(33);

        var mapping = machine.VmMapRam(pfns).Mapping!;

        Assert.Equal((machine.VmallocStart, 33 * 4096, null), (mapping.Address, mapping.Size, mapping.Block));
        Assert.Equal(mapping.End + 4096, machine.Vmalloc(100).Area!.Address);
        Assert.Single(machine.GetVmList());
        Assert.Equal(VfreeResult.NoSuchArea, machine.Vfree(mapping.Address).Result);
        Assert.Equal(VmUnmapRamResult.NotMappedSo, machine.VmUnmapRam(mapping.Address, 34).Result);
        Assert.Equal(VmUnmapRamResult.Unmapped, machine.VmUnmapRam(mapping.Address, 33).Result);
        Assert.Equal(33, machine.LazyPages);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData(0L, 1, "mm/vmalloc.c:938")]
    [InlineData(0xC0000000L, 1, "mm/vmalloc.c:939")]
    [InlineData(0xFFFFF000L, 1, "mm/vmalloc.c:940")]
    [InlineData(0xF8000004L, 1, "mm/vmalloc.c:941")]
    [InlineData(0xFC000000L, 1, "mm/vmalloc.c:853")]
    [InlineData(0xFC000000L, 33, "mm/vmalloc.c:624")]
    public void Vm_unmap_ram_of_nonsense_is_a_bug(long address, int count, string site)
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var mapping = machine.VmMapRam(machine.Pages(4)).Mapping!;

        var outcome = machine.VmUnmapRam(address, count);

        Assert.NotEqual(VmUnmapRamResult.Unmapped, outcome.Result);
        Assert.Contains($"kernel BUG at {site}!", outcome.KernelMessages);
        Assert.Equal(1, machine.Oopses);
        Assert.Equal(VmUnmapRamResult.NotMappedSo, machine.VmUnmapRam(mapping.Address, 3).Result);
        Assert.Equal(VmUnmapRamResult.NotMappedSo, machine.VmUnmapRam(mapping.Address + 4096, 1).Result);
        Assert.Equal(VmUnmapRamResult.Unmapped, machine.VmUnmapRam(mapping.Address, 4).Result);
        Assert.Equal(VmUnmapRamResult.NotMappedSo, machine.VmUnmapRam(mapping.Address, 4).Result);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void An_odd_number_of_cpus_has_no_usable_blocks()
    {
        var machine = TestMachine.Boot("2.6.31", 512, config: "NR_CPUS=12");

        var problem = Assert.Throws<NotInKernelException>(() => machine.VmMapRam(machine.Pages(1)));

        Assert.Contains("NR_CPUS=12", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [EachKernel]
    public void When_low_memory_is_gone_every_function_fails_and_nothing_is_lost(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var pfns = machine.Pages(40);
        machine.ExhaustLowMemory();
        var before = machine.LowFreePages;
        for (var i = 0; i < 300; i++)
        {
            machine.Vmalloc(8 * Megabyte);
            machine.Ioremap(0xE0000000, 8 * Megabyte);
            if (kernel != "2.4.21")
            {
                machine.Vmap(pfns);
            }

            if (kernel == "2.6.31")
            {
                machine.VmMapRam(pfns);
                machine.VmMapRam(pfns[..2]);
            }
        }

        Assert.Empty(machine.Audit());
        foreach (var area in machine.GetVmList())
        {
            Assert.True(
                machine.Vfree(area.Address).Succeeded
                    || machine.Iounmap(area.Address).Succeeded
                    || machine.GetVmList().All(a => a.Address != area.Address)
            );
        }

        foreach (var mapping in machine.GetVmRamMappings())
        {
            Assert.Equal(VmUnmapRamResult.Unmapped, machine.VmUnmapRam(mapping.Address, mapping.Pages).Result);
        }

        Assert.Empty(machine.GetVmList());
        Assert.Empty(machine.Audit());
        Assert.InRange(before - machine.LowFreePages, -40, 40);
    }
}
