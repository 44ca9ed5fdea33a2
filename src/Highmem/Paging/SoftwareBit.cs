namespace Highmem.Paging;

/// <summary>A bit of a page-table entry that the processor leaves to the kernel, or that means something else while the entry is not present.</summary>
/// <param name="Bit">The bit, from 0.</param>
/// <param name="Name">The kernel's name without _PAGE_.</param>
/// <param name="OfPresentEntry">Whether it stands in entries that are present; otherwise in those that are not.</param>
/// <param name="Meaning">What it says when it is set.</param>
public sealed record SoftwareBit(int Bit, string Name, bool OfPresentEntry, string Meaning);
