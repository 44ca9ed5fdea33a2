using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace Highmem.Boot;

/// <summary>A fixed list that prints as its items with blanks between, also in a cell of a table or a CSV file.</summary>
[CollectionBuilder(typeof(ItemList), nameof(ItemList.Of))]
public sealed class ItemList<T> : ReadOnlyCollection<T>
{
    internal ItemList(T[] items)
        : base(items) { }

    /// <summary>The items with blanks between.</summary>
    public override string ToString() => string.Join(' ', this);
}

/// <summary>Makes an <see cref="ItemList{T}"/> of a collection expression.</summary>
public static class ItemList
{
    /// <summary>The list of some items.</summary>
    public static ItemList<T> Of<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
