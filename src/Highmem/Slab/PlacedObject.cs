namespace Highmem.Slab;

/// <summary>The object that an address lies in, in use or free; or a block of pages.</summary>
/// <param name="Cache">The name of its cache; empty for a block of pages.</param>
/// <param name="Address">The physical address it begins at.</param>
/// <param name="Size">Bytes it has.</param>
/// <param name="State">What it is used for, in words.</param>
internal readonly record struct PlacedObject(string Cache, long Address, long Size, string State);
