using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>What vm_unmap_ram did.</summary>
/// <param name="Result">The outcome.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct VmUnmapRamOutcome(VmUnmapRamResult Result, IReadOnlyList<string> KernelMessages)
{
    /// <summary>What is wrong with the arguments, in words; empty if nothing is.</summary>
    public string Reason =>
        Result switch
        {
            VmUnmapRamResult.Unmapped => "",
            VmUnmapRamResult.Null => "the address is 0",
            VmUnmapRamResult.BelowWindow or VmUnmapRamResult.AboveWindow => "the address is not in vmalloc space",
            VmUnmapRamResult.NotAligned => "the address is not page aligned",
            VmUnmapRamResult.NoSuchBlock => "no block of vm_map_ram lies there",
            VmUnmapRamResult.NoSuchArea => "no area begins there",
            VmUnmapRamResult.NotMappedSo =>
                "vm_map_ram did not map so many pages there, which the kernel does not notice: it would spoil its books",
            _ => Result.ToString(),
        };
}
