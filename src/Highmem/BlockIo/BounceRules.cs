using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.BlockIo;

/// <summary>How a kernel copies block I/O through low pages for devices that cannot reach a page.</summary>
internal sealed record BounceRules : IRules
{
    /// <summary>Pages of the pool that boot fills where there is high memory.</summary>
    public required int PoolPages { get; init; }

    /// <summary>The flags they are asked with.</summary>
    public required GfpFlags PoolGfp { get; init; }

    /// <summary>Pages of the pool for devices that reach 16 MB only, made when it is first needed; 0 where there is none.</summary>
    public int IsaPoolPages { get; init; }

    /// <summary>The flags a page is asked with before the pool is.</summary>
    public required GfpFlags PageGfp { get; init; }

    /// <summary>
    /// The flags it is asked with again after a wait; none where only the pool is asked then.
    /// </summary>
    public GfpFlags RetryGfp { get; init; }

    /// <summary>
    /// Whether the limit of a device is the last page frame that it reaches (bounce_pfn), compared with "up to";
    /// otherwise it is compared with "below".
    /// </summary>
    public required bool LimitIsLastFrame { get; init; }

    /// <summary>Whether limits are computed in 32 bits: above 4 GB a device that reaches all of memory loses some.</summary>
    public bool LimitIs32Bit { get; init; }

    /// <summary>The slab cache of buffer heads, of which an I/O that bounces needs one; empty where it needs none.</summary>
    public string BufferHeadCache { get; init; } = "";

    /// <summary>sizeof(struct buffer_head).</summary>
    public int BufferHeadSize { get; init; }

    /// <summary>
    /// The kmap_atomic type that a page to be written is copied through; empty where kmap maps it.
    /// </summary>
    public string WriteSlot { get; init; } = "";

    /// <summary>Whether pages in use are counted (NR_BOUNCE).</summary>
    public bool CountsPages { get; init; }

    /// <summary>The boot option that keeps drivers from reaching high memory; empty where there is none.</summary>
    public string DisablingOption { get; init; } = "";

    public IEnumerable<RuleFact> Facts =>
        [
            new("BouncePoolPages", PoolPages, "pages kept for I/O to high memory", "mm/highmem.c: init_emergency_pool"),
            new(
                "BounceIsaPoolPages",
                IsaPoolPages,
                "pages kept for devices that reach 16 MB",
                "mm/highmem.c: init_emergency_isa_pool"
            ),
            new(
                "BounceLimitIsLastFrame",
                LimitIsLastFrame,
                "whether a device's limit is the last frame it reaches",
                "linux/blkdev.h: blk_queue_bounce"
            ),
            new(
                "BounceLimitIs32Bit",
                LimitIs32Bit,
                "whether that limit is computed in 32 bits",
                "linux/blkdev.h: BLK_BOUNCE_ANY"
            ),
            new(
                "BounceBufferHeadCache",
                BufferHeadCache,
                "the cache of buffer heads that bouncing needs",
                "mm/highmem.c: create_bounce"
            ),
            new("CountsBouncePages", CountsPages, "whether pages in use are counted", "mm/bounce.c: NR_BOUNCE"),
        ];
}
