using Highmem.Machine.Views;
using Highmem.Reports.Proc;

namespace Highmem.Tests.Slab;

/// <summary>The caches are cut as in /proc/slabinfo of real machines.</summary>
public sealed class GeometryTests
{
    // 2.4.18 UP, 1 GB. Objects per slab are objects over slabs, where there are any.
    [Theory]
    [InlineData("size-16384", 16384, 1, 4)]
    [InlineData("size-8192", 8192, 1, 2)]
    [InlineData("size-4096", 4096, 1, 1)]
    [InlineData("size-2048", 2048, 2, 1)]
    [InlineData("size-1024", 1024, 4, 1)]
    [InlineData("size-512", 512, 8, 1)]
    [InlineData("size-256", 256, 15, 1)]
    [InlineData("size-128", 128, 30, 1)]
    [InlineData("size-64", 64, 59, 1)]
    [InlineData("size-32", 32, 113, 1)]
    [InlineData("size-131072", 131072, 1, 32)]
    [InlineData("size-65536(DMA)", 65536, 1, 16)]
    [InlineData("size-32768", 32768, 1, 8)]
    public void Of_2_4(string name, int size, int objects, int pages) => Check("2.4.21", name, size, objects, pages);

    // 2.6.9-55.EL UP, 1 GB; size-96 and size-192, which its 128-byte cache line leaves out, by 2.6.9's arithmetic.
    [Theory]
    [InlineData("size-131072", 131072, 1, 32)]
    [InlineData("size-8192", 8192, 1, 2)]
    [InlineData("size-4096(DMA)", 4096, 1, 1)]
    [InlineData("size-2048", 2048, 2, 1)]
    [InlineData("size-1024", 1024, 4, 1)]
    [InlineData("size-512", 512, 8, 1)]
    [InlineData("size-256", 256, 15, 1)]
    [InlineData("size-192", 192, 20, 1)]
    [InlineData("size-128", 128, 31, 1)]
    [InlineData("size-96", 96, 41, 1)]
    [InlineData("size-64", 64, 61, 1)]
    [InlineData("size-32", 32, 119, 1)]
    public void Of_2_6_9(string name, int size, int objects, int pages) => Check("2.6.9", name, size, objects, pages);

    // 2.6.27.7 UP, whose caches end at a page; 2.6.31 has one more.
    [Theory]
    [InlineData("kmalloc-8192", 8192, 4, 8)]
    [InlineData("kmalloc-4096", 4096, 8, 8)]
    [InlineData("kmalloc-2048", 2048, 8, 4)]
    [InlineData("kmalloc-1024", 1024, 8, 2)]
    [InlineData("kmalloc-512", 512, 8, 1)]
    [InlineData("kmalloc-256", 256, 16, 1)]
    [InlineData("kmalloc-128", 128, 32, 1)]
    [InlineData("kmalloc-64", 64, 64, 1)]
    [InlineData("kmalloc-32", 32, 128, 1)]
    [InlineData("kmalloc-16", 16, 256, 1)]
    [InlineData("kmalloc-8", 8, 512, 1)]
    [InlineData("kmalloc-192", 192, 21, 1)]
    [InlineData("kmalloc-96", 96, 42, 1)]
    public void Of_2_6_31(string name, int size, int objects, int pages) => Check("2.6.31", name, size, objects, pages);

    // More CPUs ask for more objects: 4 * (fls(4) + 1) = 16.
    [Fact]
    public void Slabs_of_2_6_31_grow_with_the_CPUs()
    {
        var info = TestMachine.Boot("2.6.31", 512, cpus: 4).GetSlabInfo();

        Assert.Equal(16, info.Single(i => i.Name == "kmalloc-1024").ObjectsPerSlab);
        Assert.Equal(2, info.Single(i => i.Name == "kmalloc-512").PagesPerSlab);
    }

    [Theory]
    [InlineData("size-4096", 24, 12)]
    [InlineData("size-8192", 8, 4)]
    [InlineData("size-512", 54, 27)]
    [InlineData("size-256", 120, 60)]
    public void Arrays_of_2_6_9(string name, int limit, int batch)
    {
        var info = TestMachine.Boot("2.6.9", 512).GetSlabInfo().Single(i => i.Name == name);

        Assert.Equal((limit, batch, 0), (info.ArrayLimit, info.ArrayBatch, info.SharedFactor));
    }

    // 2.4.26 and 2.4.31 SMP
    [Theory]
    [InlineData("size-8192", 0, 0)]
    [InlineData("size-2048", 60, 30)]
    [InlineData("size-512", 124, 62)]
    [InlineData("size-256", 252, 126)]
    public void Arrays_of_2_4_on_SMP(string name, int limit, int batch)
    {
        var info = TestMachine.Boot("2.4.21", 512, cpus: 2).GetSlabInfo().Single(i => i.Name == name);

        Assert.Equal((limit, batch), (info.ArrayLimit, info.ArrayBatch));
    }

    // Copied from the dumps of those kernels; the counts are of a machine that has given nothing yet.
    [Theory]
    [InlineData("2.4.21", 1, "slabinfo - version: 1.1", "size-65536(DMA)        0      0  65536    0    0   16")]
    [InlineData(
        "2.4.21",
        2,
        "slabinfo - version: 1.1 (SMP)",
        "size-4096(DMA)         0      0   4096    0    0    1 :   60   30"
    )]
    [InlineData(
        "2.6.9",
        1,
        "slabinfo - version: 2.0",
        "size-65536(DMA)        0      0  65536    1   16 : tunables    8    4    0 : slabdata      0      0      0"
    )]
    [InlineData(
        "2.6.31",
        1,
        "slabinfo - version: 2.1",
        "kmalloc-4096           0      0   4096    8    8 : tunables    0    0    0 : slabdata      0      0      0"
    )]
    public void The_text_is_the_kernels(string kernel, int cpus, string first, string line)
    {
        var lines = SlabInfoText.Lines(TestMachine.Boot(kernel, 512, cpus: cpus)).ToList();

        Assert.Equal(first, lines[0]);
        Assert.Contains(line, lines);
    }

    [Theory]
    [InlineData("2.4.21", "buffer_head", "size-131072(DMA)", "size-32")]
    [InlineData("2.6.31", "kmalloc-8192", "kmalloc-4096", "kmalloc-96")]
    public void The_newest_cache_comes_first(string kernel, string first, string second, string last)
    {
        var names = TestMachine.Boot(kernel, 512).GetSlabInfo().Select(i => i.Name).ToList();

        Assert.Equal((first, second, last), (names[0], names[1], names[^1]));
    }

    private static void Check(string kernel, string name, int size, int objects, int pages)
    {
        SlabInfo info = TestMachine.Boot(kernel, 512).GetSlabInfo().Single(i => i.Name == name);

        Assert.Equal((size, objects, pages), (info.ObjectSize, info.ObjectsPerSlab, info.PagesPerSlab));
    }
}
