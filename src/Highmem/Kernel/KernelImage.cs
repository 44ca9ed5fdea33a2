using Highmem.Addressing;

namespace Highmem.Kernel;

/// <summary>
/// The borders of a kernel image in physical memory. They differ from build to build; a profile carries those of one
/// real build as its default. Linux 2.4 puts init last before bss's end, 2.6 between data and bss.
/// </summary>
/// <param name="Text">First byte of .text: 1 MB.</param>
/// <param name="EndOfText">_etext.</param>
/// <param name="EndOfData">_edata.</param>
/// <param name="Init">__init_begin.</param>
/// <param name="EndOfInit">__init_end.</param>
/// <param name="End">_end: one past .bss.</param>
public sealed record KernelImage(long Text, long EndOfText, long EndOfData, long Init, long EndOfInit, long End)
{
    /// <summary>Size of the code in kB, as the Memory line prints it.</summary>
    public long CodeKilobytes => (EndOfText - Text) >> 10;

    /// <summary>Size of the data in kB, as the Memory line prints it.</summary>
    public long DataKilobytes => (EndOfData - EndOfText) >> 10;

    /// <summary>Size of the init sections in kB; they are freed after boot.</summary>
    public long InitKilobytes => (EndOfInit - Init) >> 10;

    /// <summary>One past the last page frame of the image.</summary>
    public int EndPfn => (int)PageSize.PagesFor(End);
}
