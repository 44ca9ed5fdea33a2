namespace Highmem.Reports.VmallocInfo;

/// <summary>What a person knows about a dump; it goes before what its file says.</summary>
public sealed record VmallocDumpOptions
{
    /// <summary>The kernel's release, such as <c>3.16.0-4-586</c>.</summary>
    public string? Kernel { get; init; }

    /// <summary>VMALLOC_START.</summary>
    public ulong? Start { get; init; }

    /// <summary>VMALLOC_END.</summary>
    public ulong? End { get; init; }
}
