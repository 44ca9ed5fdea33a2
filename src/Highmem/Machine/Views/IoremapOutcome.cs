using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>What ioremap returned.</summary>
/// <param name="Mapping">The mapping; null where the kernel returns NULL.</param>
/// <param name="Failure">Why it did.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct IoremapOutcome(
    IoMapping? Mapping,
    IoremapFailure Failure,
    IReadOnlyList<string> KernelMessages
)
{
    /// <summary>Why there is no mapping, in words; empty if there is one.</summary>
    public string Reason =>
        Failure switch
        {
            IoremapFailure.None => "",
            IoremapFailure.InvalidRange => "the size is 0, or the range goes over the end of 4 GB",
            IoremapFailure.AboveFourGigabytes =>
                "the range lies above 4 GB, where this kernel's ioremap cannot reach: it would map other memory",
            IoremapFailure.IsRam => "the range holds RAM that the kernel uses",
            IoremapFailure.LastPageIsRam =>
                "the last page of the range is RAM; this kernel does not look at that one and would map it, uncached, under its owner",
            IoremapFailure.PartlyRam => "the range is RAM in part only",
            IoremapFailure.CacheConflict => "a part of the range is mapped with another cache attribute",
            IoremapFailure.NoMemtype => "there is no memory for the record of the cache attribute",
            IoremapFailure.RoundsToNothing =>
                "this kernel rounds the size to no page at all, and stops with a BUG; ask for two bytes",
            IoremapFailure.OutOfVmallocSpace => "no hole in vmalloc space is large enough",
            IoremapFailure.NoDescriptor => "there is no memory for the area's descriptor",
            IoremapFailure.NoPageTable => "there is no free low page left for a page table",
            IoremapFailure.WrapsAround =>
                "the area would wrap round the end of the address space, which this kernel does not notice",
            _ => Failure.ToString(),
        };
}
