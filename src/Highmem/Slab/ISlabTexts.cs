using Highmem.Addressing;

namespace Highmem.Slab;

/// <summary>What the slab allocator of a kernel says.</summary>
internal interface ISlabTexts
{
    /// <summary>The cache's own complaint when it cannot grow.</summary>
    IEnumerable<string> SlabOutOfMemory(SlabFacts facts);

    /// <summary>kmalloc with flags that are illegal there.</summary>
    /// <param name="count">Oopses so far, this one included.</param>
    IEnumerable<string> KmallocBadFlags(int count);

    /// <summary>
    /// kfree of what is no object in use, as a kernel with slab debugging finds it. One without goes on with whatever lies
    /// there.
    /// </summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="address">What was to be freed.</param>
    /// <param name="cache">The cache of its page, if it has one.</param>
    /// <param name="count">Oopses so far, this one included.</param>
    IEnumerable<string> KfreeFault(KfreeResult fault, VirtualAddress address, string cache, int count);
}
