namespace Highmem.Layout;

/// <summary>What a kernel says while it finds low and high memory. All numbers are pages.</summary>
internal interface ILayoutTexts
{
    /// <summary>How much high memory there is.</summary>
    string HighmemAvailable(long pages);

    /// <summary>How much low memory there is.</summary>
    string LowmemAvailable(long pages);

    /// <summary>RAM above MAXMEM on a kernel without HIGHMEM.</summary>
    IEnumerable<string> NoHighmemConfig(long maxmemPages, bool beyondFourGigabytes);

    /// <summary>RAM above 4 GiB on a HIGHMEM4G kernel.</summary>
    IEnumerable<string> OnlyFourGigabytes();

    /// <summary>highmem= asks for more than lies above MAXMEM.</summary>
    string HighmemIgnored(long availablePages, long requestedPages);

    /// <summary>highmem= asks for all RAM or more.</summary>
    string HighmemBiggerThanRam(long requestedPages, long availablePages);

    /// <summary>highmem= would leave less than 64 MB of low memory.</summary>
    string HighmemLeavesTooLittle(long requestedPages);

    /// <summary>highmem= on a kernel without HIGHMEM.</summary>
    string HighmemWithoutConfig { get; }
}
