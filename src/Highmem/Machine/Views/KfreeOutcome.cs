using Highmem.Slab;

namespace Highmem.Machine.Views;

/// <summary>What kfree did.</summary>
/// <param name="Result">The outcome.</param>
/// <param name="Object">The object that was freed; null if none was.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct KfreeOutcome(
    KfreeResult Result,
    KmallocObject? Object,
    IReadOnlyList<string> KernelMessages
)
{
    /// <summary>Whether the kernel had nothing against it: an object, NULL or ZERO_SIZE_PTR.</summary>
    public bool IsLegal => Result is KfreeResult.Freed or KfreeResult.Null or KfreeResult.ZeroSize;

    /// <summary>Why nothing was freed, in words; empty if an object was.</summary>
    public string Reason =>
        Result switch
        {
            KfreeResult.Freed => "",
            KfreeResult.Null => "kfree of NULL does nothing",
            KfreeResult.ZeroSize => "kfree of ZERO_SIZE_PTR does nothing",
            KfreeResult.OutOfRange => "there is no page frame that this address could be the direct map of",
            KfreeResult.NotInSlab => "the address does not lie in memory that kmalloc gave",
            KfreeResult.NotAnObject => "no object begins at this address",
            KfreeResult.AlreadyFree => "the object is free already",
            KfreeResult.KernelsOwn =>
                "the object belongs to the kernel itself; freeing it would break the kernel later",
            _ => Result.ToString(),
        };
}
