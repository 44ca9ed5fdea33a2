namespace Highmem.Boot;

/// <summary>The features of the emulated CPU that memory management asks for. The default is a Pentium III.</summary>
public sealed record CpuFeatures
{
    /// <summary>Large pages (4 MB, with PAE 2 MB).</summary>
    public bool Pse { get; init; } = true;

    /// <summary>Global pages.</summary>
    public bool Pge { get; init; } = true;

    /// <summary>Physical address extension.</summary>
    public bool Pae { get; init; } = true;

    /// <summary>The TLB of each CPU.</summary>
    public TlbGeometry Tlb { get; init; } = new();
}
