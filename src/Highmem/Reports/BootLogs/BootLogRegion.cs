namespace Highmem.Reports.BootLogs;

/// <summary>A line of the layout block, as printed.</summary>
/// <param name="Name">fixmap, pkmap, vmalloc, lowmem, .init, .data or .text.</param>
/// <param name="Start">The first address, with 0x.</param>
/// <param name="End">One past the last address, with 0x.</param>
/// <param name="Size">The size in <paramref name="Unit"/>.</param>
/// <param name="Unit">kB or MB.</param>
/// <param name="Bytes">The bytes from start to end.</param>
internal sealed record BootLogRegion(string Name, string Start, string End, string Size, string Unit, long Bytes)
{
    /// <summary>log2 of the unit.</summary>
    public int Shift => Unit == "MB" ? 20 : 10;
}
