using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Kernels;

/// <summary>Where things lie in the image of a 2.6 kernel (arch/i386/kernel/vmlinux.lds.S).</summary>
internal static class Image2_6
{
    /// <summary>swapper_pg_dir: the first page of bss.</summary>
    public static long FirstPageOfBss(KernelImage image) => PageSize.AlignUp(image.EndOfInit);
}
