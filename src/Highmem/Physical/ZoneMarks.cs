namespace Highmem.Physical;

/// <summary>The pages a zone keeps back.</summary>
/// <param name="Min">pages_min.</param>
/// <param name="Low">pages_low: below it kswapd is woken.</param>
/// <param name="High">pages_high: kswapd stops there.</param>
/// <param name="Reserve">
/// Pages kept from requests that could have used a higher zone, by the class of the request: DMA, Normal, HighMem
/// (protection[], lowmem_reserve[]).
/// </param>
public sealed record ZoneMarks(long Min, long Low, long High, IReadOnlyList<long> Reserve)
{
    /// <summary>Nothing is kept back.</summary>
    internal static ZoneMarks None { get; } = new(0, 0, 0, [0, 0, 0]);
}
