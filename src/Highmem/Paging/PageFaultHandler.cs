namespace Highmem.Paging;

/// <summary>
/// What the kernel does about a page fault (do_page_fault): true if it mended the tables, and the access is to be tried
/// again.
/// </summary>
/// <param name="mmu">The CPU's memory unit.</param>
/// <param name="walk">What the tables said.</param>
/// <param name="write">Whether it was a write.</param>
internal delegate bool PageFaultHandler(Mmu mmu, in PageWalk walk, bool write);
