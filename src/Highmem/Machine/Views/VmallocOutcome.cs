using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>What vmalloc returned.</summary>
/// <param name="Area">The new area; null where the kernel returns NULL.</param>
/// <param name="Failure">Why it did.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct VmallocOutcome(VmArea? Area, VmallocFailure Failure, IReadOnlyList<string> KernelMessages)
{
    /// <summary>Why the kernel returned NULL, in words; empty if it did not.</summary>
    public string Reason =>
        Failure switch
        {
            VmallocFailure.None => "",
            VmallocFailure.InvalidSize => "the size is 0, or more than the machine or 32 bits can hold",
            VmallocFailure.OutOfVmallocSpace => "no hole in vmalloc space is large enough",
            VmallocFailure.NoDescriptor => "there is no memory for the area's descriptor",
            VmallocFailure.NoPagesArray => "there is no memory for the array of the area's pages",
            VmallocFailure.NoSpaceForPagesArray =>
                "no hole in vmalloc space is left for the array of the area's pages, which is an area of its own",
            VmallocFailure.OutOfPages => "there is no free page left",
            VmallocFailure.NoPageTable => "there is no free low page left for a page table",
            VmallocFailure.WrapsAround =>
                "the area would wrap round the end of the address space, which this kernel does not notice",
            _ => Failure.ToString(),
        };
}
