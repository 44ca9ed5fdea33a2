namespace Highmem.Slab;

/// <summary>What lies at an address in use: an object, or a block of pages.</summary>
/// <param name="Cache">The name of its cache; empty for a block of pages.</param>
/// <param name="Address">The physical address it begins at.</param>
/// <param name="Size">Bytes it has.</param>
internal readonly record struct FoundObject(string Cache, long Address, long Size);
