namespace Highmem.Vmalloc;

/// <summary>What of an area may count as used.</summary>
/// <param name="Size">Bytes, the guard page included.</param>
/// <param name="AllocatedBytes">Bytes of the pages that vmalloc allocated for it; 0 for other kinds.</param>
internal readonly record struct UsedArea(long Size, long AllocatedBytes);
