namespace Highmem.Addressing;

/// <summary>The i386 page: 4096 bytes, and the roundings that follow from it.</summary>
public static class PageSize
{
    /// <summary>log2 of the page size (PAGE_SHIFT).</summary>
    public const int Shift = 12;

    /// <summary>Bytes in a page (PAGE_SIZE).</summary>
    public const int Bytes = 1 << Shift;

    /// <summary>kB in a page, the unit of /proc files.</summary>
    public const int Kilobytes = Bytes / 1024;

    /// <summary>Rounds a byte count or address up to a multiple of <paramref name="alignment"/>, a power of two.</summary>
    public static long AlignUp(long value, long alignment = Bytes) => (value + alignment - 1) & -alignment;

    /// <summary>Rounds a byte count or address down to a multiple of <paramref name="alignment"/>, a power of two.</summary>
    public static long AlignDown(long value, long alignment = Bytes) => value & -alignment;

    /// <summary>Pages needed for <paramref name="bytes"/> (PAGE_ALIGN(bytes) >> PAGE_SHIFT).</summary>
    public static long PagesFor(long bytes) => (bytes + Bytes - 1) >> Shift;
}
