using Highmem.Physical;

namespace Highmem.Slab;

/// <summary>A general cache: objects of one size.</summary>
internal abstract class KmallocCache(string name, bool isDma, SlabGeometry geometry, SlabRules rules, SlabPages pages)
{
    public string Name { get; } = name;

    /// <summary>Whether its slabs lie in the DMA zone.</summary>
    public bool IsDma { get; } = isDma;

    public SlabGeometry Geometry { get; } = geometry;

    /// <summary>Bytes of an object.</summary>
    public int ObjectSize { get; } = geometry.ObjectSize;

    /// <summary>Objects handed out and not freed, the kernel's own included.</summary>
    public long Allocated { get; protected set; }

    /// <summary>What is done with each object of a new slab, by its physical address; null for nothing.</summary>
    public Action<long>? Constructor { get; set; }

    /// <summary>The size of a CPU's array; 0 for none.</summary>
    public virtual int ArrayLimit => 0;

    /// <summary>Objects moved between array and lists at once.</summary>
    public virtual int ArrayBatch => 0;

    /// <summary>Batches that the array shared between CPUs can hold.</summary>
    public virtual int SharedFactor => 0;

    /// <summary>Free objects in that array.</summary>
    public virtual int SharedObjects => 0;

    /// <summary>The free objects that wait in arrays.</summary>
    public virtual IEnumerable<ObjectRef> Waiting => [];

    protected SlabRules Rules { get; } = rules;

    protected SlabPages Pages { get; } = pages;

    /// <summary>
    /// Takes an object and notes who has it (<see cref="ObjectSlab.Used"/> or <see cref="ObjectSlab.Held"/>).
    /// </summary>
    /// <returns>Its physical address, or minus a <see cref="KmallocFailure"/>.</returns>
    public abstract long Allocate(GfpFlags gfp, short state);

    /// <summary>Takes an object back.</summary>
    public abstract void Free(ObjectSlab slab, int index);

    /// <summary>The kernel's counts.</summary>
    public abstract SlabCounts Count();

    /// <summary>What is wrong between the slab and the list it is in; null if nothing is.</summary>
    public abstract string? Fault(ObjectSlab slab);

    /// <summary>Does to the objects of a new slab what is to be done with them.</summary>
    protected void Construct(ObjectSlab slab)
    {
        for (var i = 0; Constructor is not null && i < slab.Objects; i++)
        {
            Constructor(slab.AddressOf(i));
        }
    }

    protected static long Failed(KmallocFailure failure) => -(long)failure;

    /// <summary>Why the cache may not grow with these flags.</summary>
    protected KmallocFailure CheckFlags(GfpFlags gfp) =>
        (gfp & ~Rules.AllowedFlags) != GfpFlags.None ? KmallocFailure.BadFlags
        : (gfp & Rules.NoGrowFlag) != GfpFlags.None ? KmallocFailure.MustNotGrow
        : KmallocFailure.None;

    /// <summary>The flags that the page allocator is asked with.</summary>
    protected GfpFlags PageFlags(GfpFlags gfp) => (gfp & Rules.PageFlags) | (IsDma ? GfpFlags.Dma : GfpFlags.None);
}
