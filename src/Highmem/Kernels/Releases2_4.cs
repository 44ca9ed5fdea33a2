using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.Kernels;

/// <summary>What the other 2.4 kernels, and early 2.5, do otherwise than 2.4.21.</summary>
internal static class Releases2_4
{
    private const long ConventionalMemoryEnd = 0x9f000;
    private const long HighMemoryArea = 0x100000;

    public static KernelProfile Linux2_4_18 { get; } =
        Linux2_4_21.Profile with
        {
            Version = "2.4.18",
            Source = "vanilla tag 2.4.18",
            // arch/i386/kernel/setup.c: parse_mem_cmdline; no highmem=, and mem= makes a map of its own
            Layout = Linux2_4_21.Profile.Layout.WithOption("mem", Mem2_4_18).WithOption("highmem", null) with
            {
                KmTypeNr = 5, // asm-i386/kmap_types.h: no KM_BH_IRQ
                KmTypeNrDebug = 5,
            },
        };

    // Red Hat 8: as 2.4.20 as far as the layout goes. Its allocator keeps pages in per-CPU lists.
    public static KernelProfile RedHat2_4_18 { get; } =
        Linux2_4_21.Profile with
        {
            Version = "2.4.18 of Red Hat",
            Source = "boots of 2.4.18-14",
            Physical = Linux2_4_21.Profile.Physical with { PerCpuLists = PerCpuPolicy.None with { IsKnown = false } },
            Bounce = Linux2_4_21.Profile.Bounce with { PoolPages = 64 },
        };

    public static KernelProfile Linux2_4_22 { get; } =
        Linux2_4_21.Profile with
        {
            Version = "2.4.22",
            Source = "vanilla tags 2.4.22 to 2.4.25",
            Layout = Linux2_4_21.Profile.Layout with
            {
                KmTypeNr = 8, // asm-i386/kmap_types.h: KM_SOFTIRQ0, KM_SOFTIRQ1
                KmTypeNrDebug = 8,
            },
        };

    public static KernelProfile Linux2_4_26 { get; } =
        Linux2_4_22 with
        {
            Version = "2.4.26",
            Source = "vanilla tags 2.4.26, 2.4.27, 2.4.31",
            // arch/i386/kernel/setup.c: parse_cmdline_early; mem=size#start and mem=size$start have come
            Layout = Linux2_4_22.Layout.WithOption("mem", Mem2_4_26) with
            {
                PkmapBase = (_, _) => 0xFF800000, // asm-i386/highmem.h
            },
        };

    public static KernelProfile Linux2_5_15 { get; } =
        Linux2_4_21.Profile with
        {
            Version = "2.5.15",
            Source = "vanilla tag v2.5.15",
            // arch/i386/kernel/setup.c: mem= as in 2.4.18, highmem= as in 2.4.21
            Layout = Linux2_4_21.Profile.Layout.WithOption("mem", Mem2_4_18) with
            {
                KmTypeNr = 8, // asm-i386/kmap_types.h
                KmTypeNrDebug = 17,
                NoHighmemCutsMaxPfn = true, // arch/i386/kernel/setup.c: setup_arch
            },
        };

    // The first size wipes the firmware's map; what replaces it is not printed.
    private static BootOptions Mem2_4_18(BootOptions options, string value)
    {
        var size = NumberText.MemParse(value, out var consumed);
        return consumed == 0 || (consumed < value.Length && value[consumed] == '@')
            ? Linux2_4_21.Profile.Layout.BootOptions["mem"](options, value)
            : options with
            {
                Map = E820Map
                    .Empty.Add(new(0, ConventionalMemoryEnd, E820Type.Usable))
                    .Add(new(HighMemoryArea, Math.Max(size, HighMemoryArea), E820Type.Usable)),
            };
    }

    private static BootOptions Mem2_4_26(BootOptions options, string value) =>
        BootOptions.RangeOf(value, "#$", out _) is { } range
            ? options with
            {
                Map = options.Map.Add(range),
            }
            : Linux2_4_21.Profile.Layout.BootOptions["mem"](options, value);
}
