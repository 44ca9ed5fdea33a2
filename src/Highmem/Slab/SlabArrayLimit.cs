namespace Highmem.Slab;

/// <summary>How many free objects a CPU's array may hold.</summary>
/// <param name="LargerThan">It holds for objects of more bytes than this.</param>
/// <param name="Limit">Objects; 0 for no array.</param>
internal readonly record struct SlabArrayLimit(int LargerThan, int Limit)
{
    /// <summary>As <c>&gt;256: 124</c>.</summary>
    public override string ToString() => FormattableString.Invariant($">{LargerThan}:{Limit}");
}
