using Highmem.Addressing;
using Highmem.Machine.Views;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Tests.Slab;

/// <summary>What kmalloc gives, what kfree refuses, and in which words.</summary>
public sealed class KmallocTests
{
    [Theory]
    [EachKernel]
    public void An_object_lies_in_the_direct_map(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);

        var item = machine.Kmalloc(100).Object!;

        Assert.Equal(item.Address, machine.PageOffset + (long)item.PhysicalAddress!.Value);
        Assert.Equal((long)item.PhysicalAddress.Value, (long)machine.Resolve(item.Address).PhysicalAddress!.Value);
        Assert.Equal((100, 128), (item.RequestedSize, item.ObjectSize));
        Assert.EndsWith("-128", item.Cache, StringComparison.Ordinal);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "size-32", 32)]
    [InlineData("2.6.9", "size-32", 32)]
    [InlineData("2.6.31", "", 0)]
    public void Nothing_is_a_smallest_object_or_a_pointer_to_nothing(string kernel, string cache, int size)
    {
        var machine = TestMachine.Boot(kernel, 256);

        var item = machine.Kmalloc(0).Object!;

        Assert.Equal((cache, size), (item.Cache, (int)item.ObjectSize));
        if (size == 0)
        {
            Assert.Equal((VirtualAddress)16, item.Address);
            Assert.Null(item.PhysicalAddress);
            Assert.Equal(KfreeResult.ZeroSize, machine.Kfree(item.Address).Result);
        }
    }

    [Theory]
    [InlineData("2.4.21", 131072, "size-131072", 131072)]
    [InlineData("2.4.21", 131073, null, 0)]
    [InlineData("2.6.9", 97, "size-128", 128)]
    [InlineData("2.6.9", 65, "size-96", 96)]
    [InlineData("2.6.9", 131073, null, 0)]
    [InlineData("2.6.31", 8192, "kmalloc-8192", 8192)]
    [InlineData("2.6.31", 8193, "", 16384)]
    [InlineData("2.6.31", 131073, "", 262144)]
    [InlineData("2.6.31", 4194304, "", 4194304)]
    [InlineData("2.6.31", 4194305, null, 0)]
    [InlineData("2.6.31", 2147483648, null, 0)]
    [InlineData("2.6.31", -1, null, 0)]
    [InlineData("2.4.21", -1, null, 0)]
    public void The_size_chooses_the_cache(string kernel, long size, string? cache, long given)
    {
        var machine = TestMachine.Boot(kernel, 512);

        var outcome = machine.Kmalloc(size);

        Assert.Equal(cache, outcome.Object?.Cache);
        Assert.Equal(given, outcome.Object?.ObjectSize ?? 0);
        Assert.Equal(cache is null ? KmallocFailure.TooLarge : KmallocFailure.None, outcome.Failure);
        Assert.Equal(cache is null, outcome.Reason.Length > 0);
        Assert.Empty(machine.Audit());
        if (outcome.Object is { } item)
        {
            Assert.Equal(KfreeResult.Freed, machine.Kfree(item.Address).Result);
            Assert.Empty(machine.Audit());
        }
    }

    [Theory]
    [InlineData("2.4.21", "size-64(DMA)")]
    [InlineData("2.6.9", "size-64(DMA)")]
    [InlineData("2.6.31", "kmalloc_dma-64")]
    public void A_DMA_object_lies_below_16_MB(string kernel, string cache)
    {
        var machine = TestMachine.Boot(kernel, 512);

        var item = machine.Kmalloc(60, machine.GfpKernel | GfpFlags.Dma).Object!;

        Assert.Equal(cache, item.Cache);
        Assert.InRange((long)item.PhysicalAddress!.Value, 4096, (16 << 20) - 64);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "kernel BUG at slab.c:1119!")]
    [InlineData("2.6.9", "kernel BUG at mm/slab.c:1762!")]
    [InlineData("2.6.31", "kernel BUG at mm/slub.c:1152!")]
    public void Highmem_is_a_BUG_when_the_cache_must_grow(string kernel, string text)
    {
        var machine = TestMachine.Boot(kernel, 2048);

        var outcome = machine.Kmalloc(64, machine.GfpKernel | GfpFlags.Highmem);

        Assert.Equal(KmallocFailure.BadFlags, outcome.Failure);
        Assert.Contains(text, outcome.KernelMessages);
        Assert.Equal(1, machine.Oopses);
        machine.Kmalloc(64);
        Assert.NotNull(machine.Kmalloc(64, machine.GfpKernel | GfpFlags.Highmem).Object);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "kfree: out of range ptr 08048000h.", "kernel BUG at slab.c:1605!")]
    [InlineData("2.6.9", "kfree_debugcheck: out of range ptr 08048000h.", "kernel BUG at mm/slab.c:1846!")]
    [InlineData("2.6.31", "------------[ cut here ]------------", "kernel BUG at mm/slub.c:2929!")]
    public void A_user_address_is_out_of_range(string kernel, params string[] text)
    {
        var machine = TestMachine.Boot(kernel, 512);

        var outcome = machine.Kfree(0x08048000);

        Assert.Equal(KfreeResult.OutOfRange, outcome.Result);
        Assert.Equal(text[0], outcome.KernelMessages[0]);
        Assert.Contains(text[1], outcome.KernelMessages);
        Assert.NotEmpty(outcome.Reason);
        Assert.Equal(1, machine.Oopses);
        Assert.Empty(machine.Audit());
    }

    // With 2 GB the address stands for a high page in the kernel's arithmetic, with 512 MB for none.
    [Theory]
    [InlineData("2.4.21", 2048, KfreeResult.NotInSlab, "kfree: bad ptr {0}h.")]
    [InlineData("2.4.21", 512, KfreeResult.OutOfRange, "kfree: out of range ptr {0}h.")]
    [InlineData("2.6.9", 2048, KfreeResult.NotInSlab, "kfree_debugcheck: bad ptr {0}h.")]
    [InlineData("2.6.31", 2048, KfreeResult.NotInSlab, "kernel BUG at mm/slub.c:2929!")]
    public void A_vmalloc_address_is_no_object(string kernel, int megabytes, KfreeResult result, string text)
    {
        var machine = TestMachine.Boot(kernel, megabytes);
        var area = machine.Vmalloc(8192).Area!;

        var outcome = machine.Kfree(area.Address);

        Assert.Equal(result, outcome.Result);
        Assert.Contains(
            text.Replace("{0}", area.Address.ToString()[2..], StringComparison.Ordinal),
            outcome.KernelMessages
        );
        Assert.Equal(1, machine.VmallocAreas);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "kernel BUG at slab.c:1220!")]
    [InlineData("2.6.9", "kernel BUG at mm/slab.c:1890!")]
    [InlineData("2.6.31", "FIX kmalloc-128: Object at 0x{0} not freed")]
    public void An_inner_address_is_no_object(string kernel, string text)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var inner = machine.Kmalloc(128).Object!.Address + 4;

        var outcome = machine.Kfree(inner);

        Assert.Equal(KfreeResult.NotAnObject, outcome.Result);
        Assert.Contains(text.Replace("{0}", inner.ToString()[2..], StringComparison.Ordinal), outcome.KernelMessages);
        Assert.Equal(KfreeResult.Freed, machine.Kfree(inner - 4).Result);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData("2.4.21", "kernel BUG at slab.c:1225!")]
    [InlineData("2.6.9", "slab: double free detected in cache 'size-128', objp {0}.")]
    [InlineData("2.6.31", "BUG kmalloc-128: Object already free")]
    public void An_object_is_freed_once(string kernel, string text)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var address = machine.Kmalloc(128).Object!.Address;
        Assert.True(machine.Kfree(address).IsLegal);

        var outcome = machine.Kfree(address);

        Assert.Equal(KfreeResult.AlreadyFree, outcome.Result);
        Assert.Contains(text.Replace("{0}", address.ToString()[2..], StringComparison.Ordinal), outcome.KernelMessages);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void NULL_is_freed_in_silence(string kernel)
    {
        var outcome = TestMachine.Boot(kernel, 256).Kfree(VirtualAddress.Zero);

        Assert.Equal((KfreeResult.Null, true, 0), (outcome.Result, outcome.IsLegal, outcome.KernelMessages.Count));
    }

    [Theory]
    [EachKernel]
    public void The_kernels_own_objects_are_not_freed_for_others(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var area = machine.Vmalloc(4096).Area!;

        Assert.Equal(KfreeResult.KernelsOwn, machine.Kfree(area.Descriptor).Result);
        machine.Vfree(area.Address);
        Assert.Empty(machine.Audit());
    }

    // The whole block goes, from any address in it (put_page of a compound page).
    [Fact]
    public void A_large_block_of_2_6_31_is_freed_from_any_of_its_addresses()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var free = machine.LowFreePages;
        var item = machine.Kmalloc(100_000).Object!;
        Assert.Equal(free - 32, machine.LowFreePages);

        var outcome = machine.Kfree(item.Address + 5000);

        Assert.Equal(item.Address, outcome.Object!.Address);
        Assert.Equal(free, machine.LowFreePages);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void The_object_freed_last_is_handed_out_first(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var items = Enumerable.Range(0, 5).Select(_ => machine.Kmalloc(64).Object!.Address).ToList();

        machine.Kfree(items[1]);
        machine.Kfree(items[3]);

        Assert.Equal(items[3], machine.Kmalloc(64).Object!.Address);
        Assert.Equal(items[1], machine.Kmalloc(64).Object!.Address);
    }

    // 2.4.21 and SLUB hand a slab out from the bottom; 2.6.9's array is filled with 16 objects and emptied from the top.
    [Theory]
    [InlineData("2.4.21", 288, 64)]
    [InlineData("2.6.9", 160 + (15 * 64), -64)]
    [InlineData("2.6.31", 0, 64)]
    public void A_new_slab_is_handed_out_in_order(string kernel, int first, int step)
    {
        var machine = TestMachine.Boot(kernel, 512);

        var a = machine.Kmalloc(64).Object!.Address;
        var b = machine.Kmalloc(64).Object!.Address;

        Assert.Equal(first, (int)((long)a % PageSize.Bytes));
        Assert.Equal(step, b - a);
    }

    // size-64 leaves 32 bytes in 2.4.21: one colour. size-256 leaves 160 bytes: five.
    [Fact]
    public void Slabs_of_2_4_are_coloured()
    {
        var machine = TestMachine.Boot("2.4.21", 512);

        var starts = Enumerable
            .Range(0, 15 * 6)
            .Select(_ => (long)machine.Kmalloc(256).Object!.Address % PageSize.Bytes)
            .Where((_, i) => i % 15 == 0);

        Assert.Equal([96, 128, 160, 192, 224, 96], starts);
    }

    [Fact]
    public void An_off_slab_management_is_an_object_of_its_own()
    {
        var machine = TestMachine.Boot("2.4.21", 512);

        machine.Kmalloc(2048);

        Assert.Equal(1, machine.GetSlabInfo().Single(i => i.Name == "size-32").AllocatedObjects);
        Assert.Equal(1, machine.GetSlabInfo().Single(i => i.Name == "size-2048").AllocatedObjects);
        Assert.Empty(machine.Audit());
    }

    // 2.4.21 keeps empty slabs. 2.6.9 keeps the 28 objects left in the array (54 less a batch of 27, and one), and in the
    // lists at most (1 + CPUs) batches and a slab of free ones: 28 + 60 in 11 slabs. 2.6.31 keeps what the CPU holds.
    [Theory]
    [InlineData("2.4.21", 125)]
    [InlineData("2.6.9", 11)]
    [InlineData("2.6.31", 1)]
    public void Empty_slabs_go_back(string kernel, int slabs)
    {
        var machine = TestMachine.Boot(kernel, 512);
        var items = Enumerable.Range(0, 1000).Select(_ => machine.Kmalloc(512).Object!.Address).ToList();

        items.ForEach(a => machine.Kfree(a));

        var info = machine.GetSlabInfo().Single(i => i.Name.EndsWith("-512", StringComparison.Ordinal));
        Assert.Equal(0, info.AllocatedObjects);
        Assert.Equal(slabs, info.Slabs);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void Low_memory_runs_out_and_comes_back(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1536);
        var high = machine.HighFreePages;
        var items = new List<VirtualAddress>();
        KmallocOutcome outcome;
        while ((outcome = machine.Kmalloc(4096)).Object is { } item)
        {
            items.Add(item.Address);
        }

        Assert.Equal(KmallocFailure.OutOfPages, outcome.Failure);
        Assert.Equal(high, machine.HighFreePages);
        Assert.True(items.Count > 200_000);
        Assert.Empty(machine.Audit());
        items.ForEach(a => machine.Kfree(a));
        Assert.NotNull(machine.Kmalloc(4096).Object);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void SLUB_says_what_it_lacks()
    {
        var machine = TestMachine.Boot("2.6.31", 64);
        while (machine.Kmalloc(4096).Object is not null) { }

        var messages = machine.Kmalloc(4096).KernelMessages;

        Assert.Equal("insmod: page allocation failure. order:0, mode:0x40d0", messages[0]);
        Assert.Equal("SLUB: Unable to allocate memory on node -1 (gfp=0xd0)", messages[1]);
        Assert.Equal(
            "  cache: kmalloc-4096, object size: 4096, buffer size: 4096, default order: 3, min order: 0",
            messages[2]
        );
        Assert.StartsWith("  node 0: slabs: ", messages[3], StringComparison.Ordinal);
        Assert.EndsWith(", free: 0", messages[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_zeroed_object_is_zero()
    {
        var machine = TestMachine.Boot("2.6.31", 256);
        var address = machine.Kmalloc(64).Object!.Address;
        machine.Write(address, [1, 2, 3]);
        machine.Kfree(address);

        var item = machine.Kmalloc(64, machine.GfpKernel | GfpFlags.Zero).Object!;

        Assert.Equal(address, item.Address);
        Assert.All(machine.ReadBytes(address, 64), b => Assert.Equal(0, b));
    }
}
