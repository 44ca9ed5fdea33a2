namespace Highmem.Boot;

/// <summary>How a kernel was configured for memory above the direct map.</summary>
public enum HighmemSupport
{
    /// <summary>CONFIG_NOHIGHMEM: RAM above the direct map is not used.</summary>
    None,

    /// <summary>CONFIG_HIGHMEM4G: two-level page tables, RAM up to 4 GiB.</summary>
    Highmem4G,

    /// <summary>CONFIG_HIGHMEM64G: PAE page tables, RAM up to 64 GiB.</summary>
    Highmem64G,
}
