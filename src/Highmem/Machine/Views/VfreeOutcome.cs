using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>What vfree, vunmap or iounmap did.</summary>
/// <param name="Result">The outcome.</param>
/// <param name="Area">The area that begins there; null if none does.</param>
/// <param name="KernelMessages">What the kernel printed meanwhile.</param>
public readonly record struct VfreeOutcome(VfreeResult Result, VmArea? Area, IReadOnlyList<string> KernelMessages)
{
    /// <summary>Whether nothing is wrong: the area was freed, or there was nothing to do.</summary>
    public bool Succeeded => Result is VfreeResult.Freed or VfreeResult.Null or VfreeResult.DirectMap;

    /// <summary>What is wrong, in words; empty if nothing is.</summary>
    public string Reason =>
        Result switch
        {
            VfreeResult.BadAddress => "the address is not page aligned",
            VfreeResult.NoSuchArea => "no area begins there",
            VfreeResult.LosesPages =>
                "the area is from vmalloc, and the kernel would take it away and lose its pages for good; use Invoke-Vfree",
            VfreeResult.LosesMemtype =>
                "the area is from ioremap, and the kernel would keep the cache attribute of its device memory for good; use Invoke-Iounmap",
            VfreeResult.FreesForeignMemtype =>
                "the area is not from ioremap, and the kernel would drop the cache attribute of physical address 0; use Invoke-Vfree or Invoke-Vunmap",
            VfreeResult.FreesForeignPages =>
                "the area was made by ioremap over high memory that is in use, and the kernel would free these pages under their owner",
            VfreeResult.HoldsPagesArray =>
                "the area holds the pages array of another area and goes with it; free that one",
            _ => "",
        };
}
