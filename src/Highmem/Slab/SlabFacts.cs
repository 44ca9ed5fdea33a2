namespace Highmem.Slab;

/// <summary>A cache that could not grow, for the kernel's message.</summary>
/// <param name="Cache">Its name.</param>
/// <param name="Gfp">The flags of the request.</param>
/// <param name="ObjectSize">Bytes of an object.</param>
/// <param name="Order">The order of a slab.</param>
/// <param name="MinOrder">The order that holds one object.</param>
/// <param name="Slabs">Slabs it has.</param>
/// <param name="Objects">Objects in them.</param>
/// <param name="FreeObjects">Free objects in the partial slabs.</param>
internal readonly record struct SlabFacts(
    string Cache,
    int Gfp,
    int ObjectSize,
    int Order,
    int MinOrder,
    long Slabs,
    long Objects,
    long FreeObjects
);
