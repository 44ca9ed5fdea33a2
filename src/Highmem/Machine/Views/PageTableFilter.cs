namespace Highmem.Machine.Views;

/// <summary>Chooses entries of page tables.</summary>
public sealed record PageTableFilter
{
    /// <summary>All entries that are not empty.</summary>
    public static PageTableFilter All { get; } = new();

    /// <summary>Only present entries; otherwise also those that are not empty, but not present.</summary>
    public bool PresentOnly { get; init; }

    /// <summary>Names of bits that must be set, as <see cref="PageTableEntry.Flags"/> has them.</summary>
    public IReadOnlyCollection<string> With { get; init; } = [];

    /// <summary>Names of bits that must not be set.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    /// <summary>Whether an entry is wanted.</summary>
    internal bool Takes(PageTableEntry entry)
    {
        if (PresentOnly && !entry.Present)
        {
            return false;
        }

        if (With.Count == 0 && Without.Count == 0)
        {
            return true;
        }

        var names = entry.FlagNames.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return With.All(names.Contains) && !Without.Any(names.Contains);
    }
}
