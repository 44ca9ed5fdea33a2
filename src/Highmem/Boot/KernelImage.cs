using Highmem.Addressing;

namespace Highmem.Boot;

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
    // 2.4.21 keeps its page directory in the second page of the code.
    private const long MinPartBytes = 8 << 10;
    private const long MaxPartBytes = 64 << 20;

    /// <summary>Size of the code in kB, as the Memory line prints it.</summary>
    public long CodeKilobytes => (EndOfText - Text) >> 10;

    /// <summary>Size of the data in kB, as the Memory line prints it.</summary>
    public long DataKilobytes => (EndOfData - EndOfText) >> 10;

    /// <summary>Size of the init sections in kB; they are freed after boot.</summary>
    public long InitKilobytes => (EndOfInit - Init) >> 10;

    /// <summary>The bytes of .bss and what else lies behind the init sections.</summary>
    public long BssBytes => End - EndOfInit;

    /// <summary>An image of the same order whose parts have other sizes in bytes; null keeps a size.</summary>
    /// <exception cref="BootException">A part is smaller than a page, or the image is larger than low memory can be.</exception>
    public KernelImage WithSizes(long? code, long? data, long? init, long? bss)
    {
        var endOfText = Text + Checked(nameof(code), code ?? EndOfText - Text);
        var endOfData = endOfText + Checked(nameof(data), data ?? EndOfData - EndOfText);
        var gap = Init - PageSize.AlignUp(EndOfData, PageSize.Bytes);
        var start = PageSize.AlignUp(endOfData, PageSize.Bytes) + gap;
        var endOfInit = start + PageSize.AlignUp(Checked(nameof(init), init ?? EndOfInit - Init), PageSize.Bytes);
        return new(Text, endOfText, endOfData, start, endOfInit, endOfInit + Checked(nameof(bss), bss ?? BssBytes));
    }

    /// <summary>One past the last page frame of the image.</summary>
    public int EndPfn => (int)PageSize.PagesFor(End);

    private static long Checked(string part, long bytes) =>
        bytes is >= MinPartBytes and <= MaxPartBytes
            ? bytes
            : throw new BootException(
                FormattableString.Invariant(
                    $"{bytes} bytes of kernel {part} are out of range: a part of the image has from {MinPartBytes >> 10} kB to {MaxPartBytes >> 20} MB."
                )
            );
}
