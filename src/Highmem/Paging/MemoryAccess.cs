namespace Highmem.Paging;

/// <summary>Where an access to memory ended up.</summary>
/// <param name="Physical">The physical address.</param>
/// <param name="IsStale">
/// Whether the translation came from the TLB and the page tables say otherwise by now, or the kernel has freed the address and not unmapped it yet.
/// </param>
internal readonly record struct MemoryAccess(long Physical, bool IsStale);
