using System.Numerics;
using Highmem.Boot;

namespace Highmem.Slab;

/// <summary>How a kernel's slab allocator hands out objects.</summary>
internal abstract class SlabPolicy : IPolicy
{
    /// <summary>From lists of full, partial and free slabs; an SMP kernel puts per-CPU arrays before them (2.4 mm/slab.c).</summary>
    public static SlabPolicy Lists { get; } = new PlainLists();

    /// <summary>From per-CPU arrays that are refilled from such lists; empty slabs above a limit are given back (2.6 mm/slab.c).</summary>
    public static SlabPolicy Arrays { get; } = new ArraysBeforeLists();

    /// <summary>From the free list of a slab that a CPU holds, with a list of partial slabs behind it (mm/slub.c).</summary>
    public static SlabPolicy Unqueued { get; } = new HeldSlabs();

    public abstract string Name { get; }

    /// <summary>Whether kmalloc takes what is too large for its caches from the page allocator.</summary>
    public virtual bool LargeFromPages => false;

    /// <summary>Whether kmalloc(0) is a pointer to nothing (ZERO_SIZE_PTR); otherwise it is a smallest object.</summary>
    public virtual bool HasZeroSizePointer => false;

    /// <summary>Whether the caches of the DMA zone are made at boot; otherwise each when it is first asked for.</summary>
    public virtual bool MakesDmaCachesAtBoot => true;

    /// <summary>The general caches by the order in which boot makes them, as places in the list of sizes.</summary>
    public virtual IEnumerable<int> CreationOrder(IReadOnlyList<int> sizes) => Enumerable.Range(0, sizes.Count);

    /// <summary>Makes a cache.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isDma">Whether its slabs lie in the DMA zone.</param>
    /// <param name="size">Bytes of an object, before they are aligned.</param>
    /// <param name="site">What it is made with.</param>
    public abstract KmallocCache Create(string name, bool isDma, int size, CacheSite site);

    private sealed class PlainLists : SlabPolicy
    {
        public override string Name => "slab lists";

        public override KmallocCache Create(string name, bool isDma, int size, CacheSite site)
        {
            var (geometry, management) = site.OfSlab(size);
            return new PlainListCache(name, isDma, geometry, site.Rules, site.Pages, management, site.IsSmp);
        }
    }

    private sealed class ArraysBeforeLists : SlabPolicy
    {
        public override string Name => "per-CPU arrays before slab lists";

        public override KmallocCache Create(string name, bool isDma, int size, CacheSite site)
        {
            var (geometry, management) = site.OfSlab(size);
            return new ArrayCache(
                name,
                isDma,
                geometry,
                site.Rules,
                site.Pages,
                management,
                site.IsSmp,
                site.Processors
            );
        }
    }

    private sealed class HeldSlabs : SlabPolicy
    {
        public override string Name => "a slab held by each CPU";

        public override bool LargeFromPages => true;

        public override bool HasZeroSizePointer => true;

        public override bool MakesDmaCachesAtBoot => false;

        // Those that are no powers of two come first.
        public override IEnumerable<int> CreationOrder(IReadOnlyList<int> sizes) =>
            base.CreationOrder(sizes).OrderBy(i => BitOperations.IsPow2(sizes[i]));

        public override KmallocCache Create(string name, bool isDma, int size, CacheSite site) =>
            new UnqueuedCache(
                name,
                isDma,
                SlabGeometry.OfSlub(size, site.Rules.MaxOrder, site.Processors),
                site.Rules,
                site.Pages
            );
    }
}
