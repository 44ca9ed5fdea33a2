namespace Highmem.Layout;

/// <summary>A zone as the boot lines show it; all numbers are pages.</summary>
/// <param name="Name">DMA, Normal or HighMem.</param>
/// <param name="StartPfn">First page frame.</param>
/// <param name="SpannedPages">Pages from start to end, holes included.</param>
/// <param name="RamPages">Pages the e820 map calls usable.</param>
/// <param name="MemmapPages">Pages of the zone's own struct page array, where the kernel subtracts them; else 0.</param>
/// <param name="PresentPages">What the kernel counts as present.</param>
public sealed record BootZone(
    string Name,
    long StartPfn,
    long SpannedPages,
    long RamPages,
    long MemmapPages,
    long PresentPages
)
{
    /// <summary>Pages that "totalpages" counts: with holes or without, as the kernel does.</summary>
    public long CountedPages => PresentPages + MemmapPages;

    /// <summary>One past the last page frame.</summary>
    public long EndPfn => StartPfn + SpannedPages;
}
