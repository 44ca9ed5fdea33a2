using Highmem.Physical;

namespace Highmem.Reports.Drawing;

/// <summary>How a use of page frames looks and what a legend calls it.</summary>
/// <param name="Ink">Its character.</param>
/// <param name="Fill">Its colour in a picture; told apart by people who see few colours, too.</param>
/// <param name="Name">Its name.</param>
internal sealed record FrameUseLook(Ink Ink, string Fill, string Name)
{
    private static readonly Dictionary<FrameUse, FrameUseLook> Looks = new()
    {
        [FrameUse.Free] = new(Ink.FreePages, "#e4edf4", "free"),
        [FrameUse.PerCpu] = new(Ink.PerCpuPages, "#e59ac3", "per-CPU lists"),
        [FrameUse.Hole] = new(Ink.NoMemory, "url(#hole)", "hole, no RAM"),
        [FrameUse.Reserved] = new(Ink.ReservedPages, "#6b7280", "reserved"),
        [FrameUse.KernelImage] = new(Ink.KernelImage, "#1f2937", "kernel image"),
        [FrameUse.MemMap] = new(Ink.MemMap, "#7b4fa3", "mem_map"),
        [FrameUse.PageTable] = new(Ink.PageTables, "#d55e00", "page tables"),
        [FrameUse.Slab] = new(Ink.Slab, "#e0a100", "slab"),
        [FrameUse.Vmalloc] = new(Ink.VmallocPages, "#009e73", "vmalloc"),
        [FrameUse.Pages] = new(Ink.AllocatedPages, "#0067b0", "alloc_pages"),
        [FrameUse.KmallocLarge] = new(Ink.KmallocPages, "#f5d76e", "large kmalloc"),
        [FrameUse.User] = new(Ink.UserPages, "#56b4e9", "user pages"),
        [FrameUse.BounceBuffer] = new(Ink.BouncePages, "#a3d977", "bounce buffers"),
    };

    /// <summary>The look of a use.</summary>
    public static FrameUseLook Of(FrameUse use) => Looks[use];
}
