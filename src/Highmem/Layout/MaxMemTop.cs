using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Layout;

/// <summary>The address that MAXMEM, the largest direct map, counts down from.</summary>
/// <param name="Name">The kernel's name of the border.</param>
/// <param name="DependsOnFixmap">Whether the number of fixed mappings moves it.</param>
/// <param name="Of">The address, given FIXADDR_TOP and VMALLOC_END.</param>
internal sealed record MaxMemTop(
    string Name,
    bool DependsOnFixmap,
    Func<VirtualAddress, VirtualAddress, VirtualAddress> Of
) : IPolicy
{
    /// <summary>The end of the address space: what lies at its top is taken from the vmalloc reserve.</summary>
    public static MaxMemTop EndOfSpace { get; } =
        new("the end of the address space", false, (_, _) => VirtualAddress.EndOfSpace);

    /// <summary>FIXADDR_TOP: a guest below a hypervisor's own range.</summary>
    public static MaxMemTop FixaddrTop { get; } = new("FIXADDR_TOP", false, (fixaddrTop, _) => fixaddrTop);

    /// <summary>VMALLOC_END: the vmalloc reserve is all vmalloc's.</summary>
    public static MaxMemTop VmallocEnd { get; } = new("VMALLOC_END", true, (_, vmallocEnd) => vmallocEnd);
}
