using Highmem.Addressing;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Paging;
using Highmem.Vmalloc;

namespace Highmem.Tests.Vmalloc;

/// <summary>ioremap and iounmap: placement, flags, refusals of each kernel.</summary>
public sealed class IoremapTests
{
    private const long Device = 0xFEBC0000;
    private const long Megabyte = 1 << 20;

    [Theory]
    // A page is aligned to two, and no area to more than 512 KB.
    [InlineData("2.6.9", 4096, 0xF8802000L)]
    [InlineData("2.6.9", 8192, 0xF8804000L)]
    [InlineData("2.6.9", 0x40000, 0xF8880000L)]
    [InlineData("2.6.9", 0x80000, 0xF8880000L)]
    [InlineData("2.6.9", 0x400000, 0xF8880000L)]
    // Two pages further than the area before ends, and then to the next multiple.
    [InlineData("2.6.31", 4096, 0xF8002000L)]
    [InlineData("2.6.31", 8192, 0xF8004000L)]
    [InlineData("2.6.31", 0x80000, 0xF8080000L)]
    [InlineData("2.6.31", 0x400000, 0xF8080000L)]
    [InlineData("2.4.21", 4096, 0xF8802000L)]
    [InlineData("2.4.21", 0x400000, 0xF8802000L)]
    public void The_second_area_lies_where_the_alignment_wants_it(string kernel, long size, long expected)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        machine.Vmalloc(100);

        var mapping = machine.Ioremap(0xE0000000, size).Mapping!;

        Assert.Equal(expected, (long)mapping.Address);
        Assert.Equal((PhysicalAddress)0xE0000000, machine.GetVmList()[^1].PhysicalAddress);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void An_area_that_alignment_carries_over_another_escapes_2_6_9s_check_of_the_end()
    {
        var machine = TestMachine.Boot("2.6.9", 1024);
        var border = 0xFF700000 - machine.VmallocStart;
        machine.Vmalloc(border - 8192);
        var last = machine.Vmalloc(4096).Area!;
        Assert.Equal(0xFF700000 - 4096, (long)last.Address);

        // From the next multiple of 512 KB on it ends above VMALLOC_END, and 2.6.9 does not look.
        var mapping = machine.Ioremap(0xE0000000, 0x80000).Mapping!;

        Assert.Equal(0xFF780000, (long)mapping.Address);
        Assert.True(machine.GetVmList()[^1].End > machine.VmallocEnd);
        Assert.Equal(VmallocFailure.OutOfVmallocSpace, machine.Vmalloc(1 << 20).Failure);
        Assert.Equal(VfreeResult.Freed, machine.Iounmap(mapping.Address).Result);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void The_first_area_of_2_6_31_is_aligned_though_the_window_is_not()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);

        Assert.Equal(0xF7FFE000, (long)machine.VmallocStart);
        Assert.Equal(0xF8000000, (long)machine.Ioremap(Device, 0x20000).Mapping!.Address);
        Assert.Equal(0xF7FFE000, (long)machine.Vmalloc(100).Area!.Address);
    }

    [Theory]
    [InlineData("2.4.21", IoremapVariant.Ioremap, 0x063)]
    [InlineData("2.4.21", IoremapVariant.IoremapNocache, 0x073)]
    [InlineData("2.6.9", IoremapVariant.Ioremap, 0x063)]
    [InlineData("2.6.9", IoremapVariant.IoremapNocache, 0x073)]
    [InlineData("2.6.31", IoremapVariant.Ioremap, 0x173)]
    [InlineData("2.6.31", IoremapVariant.IoremapNocache, 0x173)]
    [InlineData("2.6.31", IoremapVariant.IoremapWc, 0x16B)]
    [InlineData("2.6.31", IoremapVariant.IoremapCache, 0x173)]
    public void Entries_have_the_flags_of_the_kernel(string kernel, IoremapVariant variant, long flags)
    {
        var machine = TestMachine.Boot(kernel, 512);

        var mapping = machine.Ioremap(Device, 0x20000, variant).Mapping!;

        for (var page = 0; page < 32; page++)
        {
            var entry = machine.GetPageTableEntries(mapping.Address + (page * 4096))[^1];
            Assert.Equal($"0x{Device + (page * 4096) + flags:x8}", entry.Value);
        }

        Assert.False(machine.Resolve(mapping.Address + 0x20000).Mapped);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void The_offset_in_the_page_is_kept(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 512);

        var mapping = machine.Ioremap(Device + 0xF80, 0x100).Mapping!;

        Assert.Equal(0xF80, (long)mapping.Address & 0xFFF);
        Assert.Equal(2, mapping.Pages);
        Assert.Equal(Device + 0xF80, (long)machine.Resolve(mapping.Address).PhysicalAddress!.Value);
        Assert.Equal(VfreeResult.Freed, machine.Iounmap(mapping.Address).Result);
        Assert.Empty(machine.GetVmList());
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", 1)]
    [InlineData("2.6.9", 2)]
    [InlineData("2.6.31", 2)]
    public void A_last_page_of_one_byte_is_lost_in_2_4_21(string kernel, int pages)
    {
        var machine = TestMachine.Boot(kernel, 512);

        Assert.Equal(pages, machine.Ioremap(Device, 4097).Mapping!.Pages);
        Assert.Equal(2, machine.Ioremap(Device, 4098).Mapping!.Pages);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void One_byte_at_the_start_of_a_page_is_a_bug_in_2_4_21()
    {
        var machine = TestMachine.Boot("2.4.21", 512);

        var outcome = machine.Ioremap(Device, 1);

        Assert.Equal(IoremapFailure.RoundsToNothing, outcome.Failure);
        Assert.Equal("kernel BUG at ioremap.c:73!", outcome.KernelMessages[0]);
        Assert.Equal(1, machine.Oopses);
        Assert.Empty(machine.GetVmList());
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void The_isa_hole_is_the_direct_map(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var free = machine.LowFreePages;

        var mapping = machine.Ioremap(0xB8000, 0x8000).Mapping!;

        Assert.Equal(0xC00B8000, (long)mapping.Address);
        Assert.Null(mapping.Area);
        Assert.Empty(machine.GetVmList());
        Assert.Equal(VfreeResult.DirectMap, machine.Iounmap(mapping.Address).Result);
        Assert.Equal(free, machine.LowFreePages);
        Assert.NotNull(machine.Ioremap(0xF0000, 0x10000).Mapping);
    }

    [Theory]
    [EachKernel]
    public void Ram_nothing_and_too_much_are_refused(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var (low, areas) = (machine.LowFreePages, machine.VmallocAreas);

        Assert.Equal(IoremapFailure.IsRam, machine.Ioremap(64 * Megabyte, 8192).Failure);
        Assert.Equal(
            kernel == "2.6.31" ? IoremapFailure.LastPageIsRam : IoremapFailure.IsRam,
            machine.Ioremap(64 * Megabyte, 4096).Failure
        );
        Assert.Equal(IoremapFailure.InvalidRange, machine.Ioremap(Device, 0).Failure);
        Assert.Equal(IoremapFailure.InvalidRange, machine.Ioremap(0xFFFFF000, 4097).Failure);
        Assert.Equal(IoremapFailure.AboveFourGigabytes, machine.Ioremap(0x1_0000_0000, 4096).Failure);
        Assert.Equal(IoremapFailure.OutOfVmallocSpace, TestMachine.Boot(kernel, 1024).FillThenIoremap());

        Assert.Equal((low, areas), (machine.LowFreePages, machine.VmallocAreas));
        Assert.Empty(machine.Audit());
        Assert.NotNull(machine.Ioremap(0xFFFFF000, 4096).Mapping);
    }

    [Theory]
    [InlineData("2.4.21", IoremapFailure.None)]
    [InlineData("2.6.9", IoremapFailure.None)]
    [InlineData("2.6.31", IoremapFailure.IsRam)]
    public void Only_2_6_31_looks_at_high_memory(string kernel, IoremapFailure expected)
    {
        var machine = TestMachine.Boot(kernel, 2048);

        Assert.Equal(expected, machine.Ioremap(1536 * Megabyte, 8192).Failure);
    }

    [Fact]
    public void Iounmap_of_high_memory_in_use_is_refused_in_2_4_21_which_would_free_it()
    {
        var machine = TestMachine.Boot("2.4.21", 2048);
        var block = machine.AllocPages(machine.Profile.Physical.Gfp.Parse("GFP_HIGHUSER"), 0).Block!;
        var mapping = machine.Ioremap((long)block.Pfn * 4096, 4096).Mapping!;

        Assert.Equal(VfreeResult.FreesForeignPages, machine.Iounmap(mapping.Address).Result);

        machine.FreePages(block.Pfn, 0);
        Assert.Equal(VfreeResult.Freed, machine.Iounmap(mapping.Address).Result);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Reserved_low_memory_may_be_mapped()
    {
        foreach (var kernel in KernelProfiles.All.Select(profile => profile.Version))
        {
            var machine = TestMachine.Boot(kernel, 512);

            Assert.NotNull(machine.Ioremap(0x9F000, 4096).Mapping);
            Assert.NotNull(machine.Ioremap(0x100000, 4096).Mapping);
            Assert.Empty(machine.Audit());
        }
    }

    [Fact]
    public void One_range_has_one_cache_attribute_in_2_6_31()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var combining = machine.Ioremap(Device, 8192, IoremapVariant.IoremapWc).Mapping!;

        // What is asked for as uncached must not become write-combining, but write-combining may become uncached.
        Assert.Equal(IoremapFailure.CacheConflict, machine.Ioremap(Device + 4096, 8192).Failure);
        machine.Iounmap(combining.Address);
        var uncached = machine.Ioremap(Device + 4096, 8192).Mapping!;
        Assert.Equal("P RW PCD A D G", machine.Ioremap(Device, 8192, IoremapVariant.IoremapWc).Mapping!.Flags);

        // Two parts that differ cannot be had in one piece.
        machine.Ioremap(Device + 0x10000, 4096, IoremapVariant.IoremapWc);
        var outcome = machine.Ioremap(Device + 0x2000, 0x10000);
        Assert.Equal(IoremapFailure.CacheConflict, outcome.Failure);
        Assert.Equal(
            "reserve_memtype failed 0xfebc2000-0xfebd2000, track uncached-minus, req uncached-minus",
            Assert.Single(outcome.KernelMessages)
        );
        Assert.Equal(VfreeResult.Freed, machine.Iounmap(uncached.Address).Result);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "Trying to vfree() nonexistent vm area (fa000000)")]
    [InlineData("2.6.9", "__iounmap: bad address fa000004")]
    [InlineData("2.6.31", "iounmap: bad address fa000000")]
    public void Iounmap_of_nothing_is_told_in_the_kernels_words(string kernel, string message)
    {
        var machine = TestMachine.Boot(kernel, 1024);

        var outcome = machine.Iounmap(0xFA000004);

        Assert.Equal(VfreeResult.NoSuchArea, outcome.Result);
        Assert.Equal(message, Assert.Single(outcome.KernelMessages));
    }

    [Theory]
    [InlineData("2.4.21", 1)]
    [InlineData("2.6.9", 1)]
    [InlineData("2.6.31", 0)]
    public void Mapping_flushes_in_the_older_kernels(string kernel, long flushes)
    {
        var machine = TestMachine.Boot(kernel, 512);
        machine.Ioremap(Device, 4096);

        Assert.Equal(flushes, machine.TlbFlushes);
    }

    [Theory]
    [InlineData("2.6.9")]
    [InlineData("2.6.31")]
    public void A_function_that_the_kernel_lacks_is_named_with_those_that_have_it(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 512);

        var problem = Assert.Throws<NotInKernelException>(() =>
            machine.Vmalloc(100, variant: VmallocVariant.VmallocDma)
        );

        Assert.Equal($"Linux {kernel} has no vmalloc_dma. Kernels that have it: 2.4.21.", problem.Message);
        Assert.Throws<NotInKernelException>(() =>
            TestMachine.Boot("2.4.21", 64).Ioremap(Device, 4096, IoremapVariant.IoremapWc)
        );
    }

    [Theory]
    [EachKernel]
    public void Without_a_page_for_a_table_nothing_is_mapped_and_nothing_lost(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 64);
        machine.Vmalloc(100);
        machine.ExhaustLowMemory();
        var areas = machine.VmallocAreas;

        // 12 MB need three tables, and the first one is there.
        var outcome = machine.Ioremap(0xE0000000, 12 * Megabyte);

        Assert.Equal(IoremapFailure.NoPageTable, outcome.Failure);
        Assert.Equal(areas, machine.VmallocAreas);
        Assert.Empty(machine.Audit());
        Assert.Throws<PageFaultException>(() => machine.Read(machine.VmallocEnd - 4096, 1));
    }
}
