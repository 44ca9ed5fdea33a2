using Highmem.Boot;
using Highmem.Layout;

namespace Highmem.Texts;

/// <summary>Everything the boot lines of a kernel print, as plain numbers; a profile turns them into its own wording.</summary>
internal sealed record BootFacts
{
    /// <summary>The release, and behind it whose rules it has, if not its own.</summary>
    public required string Release { get; init; }
    public required KernelConfig Config { get; init; }
    public required BootOptions Options { get; init; }
    public required E820Map Firmware { get; init; }
    public required KernelImage Image { get; init; }
    public required IReadOnlyList<string> LowmemMessages { get; init; }
    public required long MaxPfn { get; init; }
    public required long MaxArchPfn { get; init; }
    public required long MaxLowPfn { get; init; }
    public required long HighStartPfn { get; init; }
    public required long HighEndPfn { get; init; }
    public required long NumPhysPages { get; init; }
    public required IReadOnlyList<ZoneFacts> Zones { get; init; }

    /// <summary>The usable page frames, as ranges (early_node_map).</summary>
    public required IReadOnlyList<(long Start, long End)> ActiveRanges { get; init; }

    /// <summary>The direct map's pieces, in address order.</summary>
    public required IReadOnlyList<DirectMapPiece> DirectMap { get; init; }

    /// <summary>The kernel's part of the address space, from the top.</summary>
    public required IReadOnlyList<LayoutRegion> Regions { get; init; }

    /// <summary>The sections of the image, as the layout block lists them.</summary>
    public required IReadOnlyList<ImageSection> Sections { get; init; }
    public required long FreePages { get; init; }
    public required long ReservedPages { get; init; }
    public required long HighmemRamPages { get; init; }
    public required int OnlineCpus { get; init; }
}
