namespace Highmem.Benchmarks;

/// <summary>A figure of the design: how two benchmarks of one run must compare.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Measured">The benchmark method whose time is divided.</param>
/// <param name="Baseline">The benchmark method it is divided by.</param>
/// <param name="Limit">The ratio that must not be exceeded.</param>
internal sealed record Figure(string Name, string Measured, string Baseline, double Limit)
{
    public static IReadOnlyList<Figure> All { get; } =
    [
        new(
            "boot of a 4 GB machine / clearing its book-keeping bytes",
            nameof(BootBenchmarks.BootFourGigabytes),
            nameof(BootBenchmarks.ClearBookkeeping),
            4
        ),
        new(
            "vmalloc + vfree at 25,000 areas / at 100 areas",
            nameof(VmallocBenchmarks.PairAt25000Areas),
            nameof(VmallocBenchmarks.PairAt100Areas),
            1.5
        ),
        new(
            "vmalloc + vfree at 10,000 areas / a plain walk of the list",
            nameof(PlainWalkBenchmarks.PairAt10000Areas),
            nameof(PlainWalkBenchmarks.PlainWalkOf10000Areas),
            1.0 / 30
        ),
        new(
            "page walk / bare two-level array walk",
            nameof(WalkBenchmarks.PageWalk),
            nameof(WalkBenchmarks.BareArrayWalk),
            2
        ),
        new(
            "TLB hit / the page walk that it saves",
            nameof(TlbBenchmarks.TlbHit),
            nameof(TlbBenchmarks.WalkForTheSameAccess),
            1
        ),
        new(
            "kmap + kunmap of a mapped page / 200 ns",
            nameof(KmapBenchmarks.MappedPair),
            FigureReport.TwoHundredNanoseconds,
            1
        ),
        new(
            "kmap + kunmap with wraps, one of 1,000,000 / one of 100,000",
            nameof(KmapBenchmarks.TenTimesAsManyWrappingPairs),
            nameof(KmapBenchmarks.WrappingPairs),
            1.5
        ),
        new(
            "one area of 10,000 emitted by vmalloc, and freed / 1 us",
            nameof(EmissionBenchmarks.TenThousandVmallocs),
            FigureReport.Microsecond,
            1
        ),
        new("list of 10,000 areas / 5 ms", nameof(VolumeBenchmarks.ListOf10000Areas), FigureReport.FiveMilliseconds, 1),
        new(
            "coalesced dump of 1 GB of kernel space / 50 ms",
            nameof(VolumeBenchmarks.CoalescedDump),
            FigureReport.FiftyMilliseconds,
            1
        ),
    ];
}
