using Highmem.Boot;
using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>The flags of areas as the kernels number and name them (linux/vmalloc.h; mm/vmalloc.c: s_show).</summary>
internal static class VmFlagNames
{
    private static readonly VmFlagName Ioremap = new(VmFlags.Ioremap, 0x1, "VM_IOREMAP", "ioremap");
    private static readonly VmFlagName Alloc = new(VmFlags.Alloc, 0x2, "VM_ALLOC", "vmalloc");
    private static readonly VmFlagName Map = new(VmFlags.Map, 0x4, "VM_MAP", "vmap");
    private static readonly VmFlagName UserMap = new(VmFlags.UserMap, 0x8, "VM_USERMAP", "user");
    private static readonly VmFlagName Vpages = new(VmFlags.Vpages, 0x10, "VM_VPAGES", "vpages");

    /// <summary>2.4.</summary>
    public static ItemList<VmFlagName> OfList { get; } = [Ioremap, Alloc];

    /// <summary>2.6.9.</summary>
    public static ItemList<VmFlagName> WithMap { get; } = [Ioremap, Alloc, Map];

    /// <summary>2.6.31.</summary>
    public static ItemList<VmFlagName> WithVpages { get; } = [Ioremap, Alloc, Map, UserMap, Vpages];
}
