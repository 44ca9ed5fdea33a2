namespace Highmem.Boot;

/// <summary>
/// The shape of a CPU's TLB: entries and ways for 4 KB pages, and the same for large pages. The default is the data TLB
/// of a Pentium III.
/// </summary>
public sealed record TlbGeometry
{
    /// <summary>Entries for 4 KB pages.</summary>
    public int Entries { get; init; } = 64;

    /// <summary>How many of these may hold pages whose numbers end in the same bits.</summary>
    public int Ways { get; init; } = 4;

    /// <summary>Entries for large pages.</summary>
    public int LargeEntries { get; init; } = 8;

    /// <summary>Ways of the entries for large pages.</summary>
    public int LargeWays { get; init; } = 4;

    /// <summary>The most entries that a TLB may have.</summary>
    public const int MaxEntries = 4096;

    /// <summary>Why there can be no such TLB; null if there can.</summary>
    internal string? Problem => Problems(Entries, Ways) ?? Problems(LargeEntries, LargeWays);

    // The set is chosen by bits of the page number.
    private static string? Problems(int entries, int ways) =>
        ways >= 1 && entries >= ways && entries <= MaxEntries && entries % ways == 0 && int.IsPow2(entries / ways)
            ? null
            : FormattableString.Invariant(
                $"A TLB of {entries} entries with {ways} ways cannot be built: the entries, {MaxEntries} at most, must be the ways times a power of two."
            );
}
