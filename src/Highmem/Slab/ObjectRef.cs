namespace Highmem.Slab;

/// <summary>An object: its slab and its place in it.</summary>
internal readonly record struct ObjectRef(ObjectSlab Slab, int Index)
{
    public long Address => Slab.AddressOf(Index);
}
