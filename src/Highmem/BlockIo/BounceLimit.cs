namespace Highmem.BlockIo;

/// <summary>How much of memory a block device reaches (blk_queue_bounce_limit).</summary>
public enum BounceLimit
{
    /// <summary>BLK_BOUNCE_ANY: all of it; nothing is bounced.</summary>
    Any,

    /// <summary>BLK_BOUNCE_HIGH: low memory; pages of high memory are bounced.</summary>
    High,

    /// <summary>BLK_BOUNCE_ISA: the first 16 MB; all other pages are bounced. 2.4 has none.</summary>
    Isa,
}
