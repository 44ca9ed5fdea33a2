namespace Highmem.Vmalloc;

/// <summary>
/// The blocks of addresses from which vm_map_ram serves small requests (mm/vmalloc.c: struct vmap_block), kept for each
/// CPU.
/// </summary>
/// <param name="MaxPages">VMAP_MAX_ALLOC: larger requests get an area of their own.</param>
/// <param name="MinBits">VMAP_BBMAP_BITS_MIN: the fewest pages of a block.</param>
/// <param name="MaxBits">VMAP_BBMAP_BITS_MAX: the most.</param>
/// <param name="SpacePages">VMALLOC_PAGES: what the kernel takes vmalloc space for; each CPU shall find room for 16 blocks.</param>
/// <param name="StructSize">sizeof(struct vmap_block) without lock and bitmaps.</param>
internal sealed record VmapBlockRules(int MaxPages, int MinBits, int MaxBits, int SpacePages, int StructSize)
{
    /// <summary>VMAP_BBMAP_BITS: pages of a block, by NR_CPUS.</summary>
    public int Bits(int nrCpus) => Math.Clamp(SpacePages / nrCpus / 16, MinBits, MaxBits);

    /// <summary>sizeof(struct vmap_block): the lock takes a word on an SMP kernel, and there are two bitmaps.</summary>
    public int BlockSize(int nrCpus) => StructSize + (nrCpus > 1 ? sizeof(int) : 0) + (2 * Bits(nrCpus) / 8);
}
