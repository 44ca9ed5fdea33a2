using Highmem.BlockIo;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Processes;
using Highmem.Slab;
using Highmem.Texts;
using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>
/// A kernel: a record of rules for each floor, and its words. What the rules mean stands on the floor that obeys them; a
/// kernel only composes them.
/// </summary>
public sealed record KernelProfile
{
    internal KernelProfile(
        KernelImage image,
        ConfigRules config,
        LayoutRules layout,
        PhysicalRules physical,
        PagingRules paging,
        SlabRules slab,
        VmallocRules vmalloc,
        KmapRules kmap,
        BounceRules bounce,
        ProcessRules processes,
        ProcRules proc,
        KernelTexts texts
    )
    {
        Image = image;
        Config = config;
        Layout = layout;
        Physical = physical;
        Paging = paging;
        Slab = slab;
        Vmalloc = vmalloc;
        Kmap = kmap;
        Bounce = bounce;
        Processes = processes;
        Proc = proc;
        Texts = texts;
    }

    /// <summary>The version whose borders these rules give.</summary>
    public required string Version { get; init; }

    /// <summary>The release as it was asked for, such as <c>2.6.27-7-generic</c>.</summary>
    public string Release
    {
        get => field ?? Version;
        init;
    }

    /// <summary>The version whose allocators and texts these are.</summary>
    public string Behaviour
    {
        get => field ?? Version;
        init;
    }

    /// <summary>Whether the source of the release, or of one with the same borders, was read.</summary>
    public bool IsRead { get; init; } = true;

    /// <summary>The source the profile was read from.</summary>
    public required string Source { get; init; }

    /// <summary>The image of the build whose sizes are the default.</summary>
    internal KernelImage Image { get; init; }

    /// <summary>What is not the release's own, in brackets; empty if all is.</summary>
    internal string Remark =>
        (IsRead, Behaviour == Version) switch
        {
            (false, _) => $"(not read: borders of {Version}, allocators of {Behaviour})",
            (true, false) => $"(borders of {Version}, allocators of {Behaviour})",
            _ => "",
        };

    internal ConfigRules Config { get; init; }
    internal LayoutRules Layout { get; init; }
    internal PhysicalRules Physical { get; init; }
    internal PagingRules Paging { get; init; }
    internal SlabRules Slab { get; init; }
    internal VmallocRules Vmalloc { get; init; }
    internal KmapRules Kmap { get; init; }
    internal BounceRules Bounce { get; init; }
    internal ProcessRules Processes { get; init; }
    internal ProcRules Proc { get; init; }
    internal KernelTexts Texts { get; init; }

    /// <summary>What is to be said of the rules where numbers of the release are derived by them; empty if they are its own.</summary>
    internal string Note =>
        (IsRead, Behaviour == Version) switch
        {
            (false, _) => $"nothing is known about {Release}: read as {Version}",
            (true, false) => $"by the rules of {Version}, a neighbour of {Behaviour}",
            _ => "",
        };

    /// <summary>All that the rules say, floor by floor.</summary>
    public IReadOnlyList<RuleFact> GetFacts() =>
        [
            .. ((IRules[])[Config, Layout, Physical, Paging, Slab, Vmalloc, Kmap, Bounce, Processes, Proc]).SelectMany(
                rules => rules.Facts
            ),
        ];

    /// <summary>The kernel as another build, whose image has other borders.</summary>
    public KernelProfile WithImage(KernelImage image) => this with { Image = image };

    /// <summary>The borders of the image of the build whose sizes are the default.</summary>
    public KernelImage GetImage() => Image;

    /// <summary>The configuration when none is asked for, by the number of CPUs.</summary>
    public KernelConfig DefaultConfig(int cpus) => Config.Default(cpus);

    /// <summary>Every border of a machine's memory.</summary>
    /// <param name="config">The kernel's configuration.</param>
    /// <param name="firmware">The firmware's e820 map.</param>
    /// <param name="commandLine">The kernel command line.</param>
    /// <param name="cpu">The CPU; null for one with all features.</param>
    /// <exception cref="BootException">No such kernel could boot; the message says why.</exception>
    public MemoryLayout ComputeLayout(
        KernelConfig config,
        E820Map firmware,
        string commandLine = "",
        CpuFeatures? cpu = null
    ) => MemoryLayout.Compute(Layout, Texts, config, firmware, commandLine, cpu);

    /// <summary>The release.</summary>
    public override string ToString() => Release;
}
