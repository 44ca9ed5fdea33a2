using Highmem.Addressing;

namespace Highmem.Boot;

/// <summary>A choice of CONFIG_VMSPLIT (2.6.31 arch/x86/Kconfig).</summary>
/// <param name="Name">The option's name without VMSPLIT_: <c>3G</c>, <c>3G_OPT</c>, <c>2G</c>, <c>2G_OPT</c>, <c>1G</c>.</param>
/// <param name="PageOffset">PAGE_OFFSET, where the kernel's part begins.</param>
/// <param name="AllowsPae">Whether the option can be had with PAE.</param>
public sealed record MemorySplit(string Name, VirtualAddress PageOffset, bool AllowsPae)
{
    /// <summary>The usual split: 3 GB for processes, 1 GB for the kernel.</summary>
    public static MemorySplit ThreeGigabytes { get; } = new("3G", 0xC0000000, true);

    /// <summary>All splits that 2.6.31 offers.</summary>
    public static ItemList<MemorySplit> All { get; } =
    [
        ThreeGigabytes,
        new("3G_OPT", 0xB0000000, false),
        new("2G", 0x80000000, true),
        new("2G_OPT", 0x78000000, false),
        new("1G", 0x40000000, true),
    ];

    /// <summary>The split's name.</summary>
    public override string ToString() => Name;
}
