namespace Highmem.Vmalloc;

/// <summary>What a search for a place came to.</summary>
/// <param name="Page">The first page, counted from VMALLOC_START; -1 if there is none.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="NodesScanned">Areas that the kernel would have looked at, the insertion into its list included.</param>
internal readonly record struct FoundHole(int Page, VmallocFailure Failure, int NodesScanned);
