namespace Highmem.Slab;

/// <summary>What a cache counts for /proc/slabinfo.</summary>
internal readonly record struct SlabCounts(long ActiveObjects, long Objects, long ActiveSlabs, long Slabs);
