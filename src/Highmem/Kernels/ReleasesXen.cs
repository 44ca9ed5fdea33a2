using Highmem.Addressing;
using Highmem.Layout;

namespace Highmem.Kernels;

/// <summary>
/// Kernels that run as guests of Xen with PAE page tables. The hypervisor keeps the addresses from 0xF5800000 up, so
/// everything moves down by 168 MB and low memory ends at 728 MB.
/// </summary>
internal static class ReleasesXen
{
    // mach-xen/asm/hypervisor.h, arch/i386/mm/pgtable-xen.c: HYPERVISOR_VIRT_START less two pages
    private static readonly VirtualAddress FixaddrTop = 0xF5800000 - (2 * PageSize.Bytes);

    // arch/i386/kernel/setup-xen.c: find_max_pfn adds 8 MB, which are not in the map that is printed
    private static readonly KernelProfile Xen2_6_16 = Below(
        Releases2_6.Linux2_6_15,
        "2.6.16",
        balloonSlackPages: 8 << 20 >> PageSize.Shift
    );

    // mach-xen/setup_arch_post.h: the 8 MB are part of the map from here on
    private static readonly KernelProfile Xen2_6_18 = Below(Releases2_6.Linux2_6_15, "2.6.18");
    private static readonly KernelProfile Xen2_6_19 = Below(Releases2_6.Linux2_6_19, "2.6.19");
    private static readonly KernelProfile Xen2_6_24 = Below(Releases2_6.Linux2_6_24, "2.6.24");

    /// <summary>The rules of a version's Xen build; null where none is known.</summary>
    public static KernelProfile? Of(Version version) =>
        version switch
        {
            { Major: not 2 } or { Minor: not 6 } or { Build: < 16 or > 24 } => null,
            { Build: < 18 } => Xen2_6_16,
            { Build: 18 } => Xen2_6_18,
            { Build: < 22 } => Xen2_6_19,
            _ => Xen2_6_24,
        };

    // mach-xen/asm/page.h: MAXMEM counts from FIXADDR_TOP
    private static KernelProfile Below(KernelProfile profile, string version, long balloonSlackPages = 0) =>
        profile with
        {
            Version = $"{version} for Xen",
            Source = "linux-2.6-xen-sparse, and the mach-xen headers of a 2.6.17 build",
            Layout = profile.Layout with
            {
                FixaddrTop = FixaddrTop,
                MaxMemTop = MaxMemTop.FixaddrTop,
                BalloonSlackPages = balloonSlackPages,
            },
        };
}
