using Highmem.Slab;

namespace Highmem.Machine.Views;

/// <summary>What kmalloc returned.</summary>
/// <param name="Object">The object; null where the kernel returns NULL or stops with a BUG.</param>
/// <param name="Failure">Why it did.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct KmallocOutcome(
    KmallocObject? Object,
    KmallocFailure Failure,
    IReadOnlyList<string> KernelMessages
)
{
    /// <summary>Why there is no object, in words; empty if there is one.</summary>
    public string Reason =>
        Failure switch
        {
            KmallocFailure.None => "",
            KmallocFailure.TooLarge => "the size is larger than kmalloc of this kernel can give",
            KmallocFailure.OutOfPages => "there is no free block of low pages for another slab of this size",
            KmallocFailure.MustNotGrow => "the cache has no free object, and the flags forbid it to grow",
            KmallocFailure.BadFlags =>
                "the flags are not legal in kmalloc, which gives memory of the direct map only: the kernel stops with a BUG",
            _ => Failure.ToString(),
        };
}
