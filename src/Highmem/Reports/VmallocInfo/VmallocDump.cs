using Highmem.Addressing;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Vmalloc;

namespace Highmem.Reports.VmallocInfo;

/// <summary>
/// A real /proc/vmallocinfo, of any kernel since 2.6.27 with 32 or 64 bits: its areas, its holes, and how its figures
/// agree with the kernel's rules.
/// </summary>
public sealed class VmallocDump
{
    private static readonly int[] KnownPageSizes = [4096, 16384, 65536];
    private readonly VmallocInfoArea[] sorted;

    private VmallocDump(VmallocDumpText.Part part, IReadOnlyList<VmallocInfoLine> lines, VmallocDumpOptions options)
    {
        Name = Path.GetFileName(part.Name);
        Kernel = options.Kernel ?? part.Release;
        Profile = Kernel is null ? null : KernelProfiles.WithVmallocInfo(Kernel);
        MemInfo = part.MemInfo;
        Is64Bit = lines.Count > 0 && lines[0].Digits == 16;
        PageSize = FindPageSize(lines);
        Areas = [.. lines.Select(line => new VmallocInfoArea(line) { Dump = this })];
        sorted = [.. Areas.OrderBy(a => a.Parsed.Start)];
        WindowStart = options.Start ?? part.Window?.Start;
        WindowEnd = options.End ?? part.Window?.End;
        WindowSource =
            options.Start is not null || options.End is not null ? "given"
            : part.Window is not null ? part.WindowSource
            : "";
        VmallocPlacementCheck.Explain(this);
    }

    /// <summary>The file, or what the text was called; <c>#1</c>, <c>#2</c>… behind it where it holds several dumps.</summary>
    public string Name { get; }

    /// <summary>The kernel's release; null where neither the file nor the caller tells it.</summary>
    public string? Kernel { get; }

    /// <summary>The areas in the order of the lines.</summary>
    public IReadOnlyList<VmallocInfoArea> Areas { get; }

    /// <summary>Whether the kernel has 64-bit addresses.</summary>
    public bool Is64Bit { get; }

    /// <summary>The lines as the kernel printed them.</summary>
    public IEnumerable<string> Lines => Areas.Select(area => area.ToString());

    /// <summary>How the kernel places and counts areas; null where that is not known.</summary>
    internal KernelProfile? Profile { get; }

    /// <summary>The same, as far as it is about vmalloc.</summary>
    internal VmallocRules? Rules => Profile?.Vmalloc;

    /// <summary>The areas in address order.</summary>
    internal IReadOnlyList<VmallocInfoArea> Sorted => sorted;

    /// <summary>Bytes of a page, as the areas show it: 4096 but for some 64-bit processors.</summary>
    internal int PageSize { get; }

    /// <summary>VMALLOC_START and VMALLOC_END where they are known.</summary>
    internal ulong? WindowStart { get; }
    internal ulong? WindowEnd { get; }
    internal string WindowSource { get; }

    /// <summary>The Vmalloc fields of the same boot's /proc/meminfo in bytes.</summary>
    internal IReadOnlyDictionary<string, long> MemInfo { get; }

    /// <summary>Reads the dumps of a file, in order; at least one.</summary>
    /// <param name="path">The file; at most 16 MB.</param>
    /// <param name="options">What is known about them.</param>
    /// <exception cref="VmallocInfoException">The file holds no dump, or a damaged one.</exception>
    public static IReadOnlyList<VmallocDump> Read(string path, VmallocDumpOptions? options = null) =>
        Parse(
            ReportFile.Read(path, "vmallocinfo", (reason, error) => new VmallocInfoException(path, 0, reason, error)),
            path,
            options
        );

    /// <summary>Reads the dumps of a text, in order; at least one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What to call it in results and errors.</param>
    /// <param name="options">What is known about the dumps.</param>
    /// <exception cref="VmallocInfoException">The text holds no dump, or a damaged one.</exception>
    /// <exception cref="ArgumentException">The given window ends at or before its start.</exception>
    public static IReadOnlyList<VmallocDump> Parse(string text, string name, VmallocDumpOptions? options = null) =>
        options is { Start: { } start, End: { } end } && start >= end
            ? throw new ArgumentException("The window ends at or before its start.", nameof(options))
            : [.. VmallocDumpText.Split(text, name).Select(part => Of(part, options ?? new()))];

    /// <summary>The stretches of the window that no area uses, and those that hold no memory, in address order.</summary>
    /// <param name="areas">Areas of this dump to look at; null for all.</param>
    public IReadOnlyList<VmallocInfoGap> GetGaps(IEnumerable<VmallocInfoArea>? areas = null) =>
        new VmallocDumpGaps(this, areas ?? Areas).List();

    /// <summary>The dump in numbers.</summary>
    /// <param name="areas">Areas of this dump to count; null for all.</param>
    public VmallocInfoSummary Measure(IEnumerable<VmallocInfoArea>? areas = null) =>
        new VmallocDumpGaps(this, areas ?? Areas).Measure();

    /// <summary>
    /// The areas for a machine to be set up with. A block of vm_map_ram becomes an area of vmap, and a per-CPU area,
    /// which has no guard page, loses its last page to one.
    /// </summary>
    /// <exception cref="VmallocSetupException">The dump is of a 64-bit kernel.</exception>
    public IReadOnlyList<VmAreaPlan> ToPlans() =>
        Is64Bit
            ? throw new VmallocSetupException($"{Name} is the dump of a 64-bit kernel; a machine has 32-bit addresses.")
            : [.. Areas.Select(area => area.ToPlan())];

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>An address of this kernel: of 32 or of 64 bits.</summary>
    internal IComparable AddressOf(ulong value) =>
        Is64Bit ? (IComparable)(WideAddress)value : VirtualAddress.FromEnd((long)value);

    private static VmallocDump Of(VmallocDumpText.Part part, VmallocDumpOptions options)
    {
        var lines = new List<VmallocInfoLine>(part.Lines.Count);
        foreach (var line in part.Lines)
        {
            try
            {
                lines.Add(VmallocInfoLine.Parse(line.Text, line.Number));
            }
            catch (FormatException problem)
            {
                throw new VmallocInfoException(
                    part.Name,
                    line.Number,
                    VmallocInfoLine.HidesAddresses(line.Text)
                        ? "the kernel hides the addresses ((ptrval)). " + HowToSeeAddresses
                        : problem.Message,
                    problem
                );
            }
        }

        VmallocDumpCheck.Run(part.Name, lines);
        var dump = new VmallocDump(part, lines, options);
        dump.CheckLossless(part.Lines);
        return dump;
    }

    /// <summary>What to do where a kernel hashes or hides addresses.</summary>
    internal const string HowToSeeAddresses =
        "Read the file as root with /proc/sys/kernel/kptr_restrict at 1, or boot with no_hash_pointers.";

    // Printing what was understood must give the line again; only the width of blanks may differ.
    private void CheckLossless(IReadOnlyList<ReportLine> lines)
    {
        foreach (var (area, line) in Areas.Zip(lines))
        {
            if (!Words(area.ToString()).SequenceEqual(Words(line.Text), StringComparer.Ordinal))
            {
                throw new VmallocInfoException(
                    Name,
                    line.Number,
                    $"no kernel prints the line so; it would be '{area}'."
                );
            }
        }

        static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    // An area of vmalloc has its pages and the guard page.
    private static int FindPageSize(IReadOnlyList<VmallocInfoLine> lines)
    {
        var sizes = lines
            .Where(l => l.Flags.HasFlag(VmallocInfoFlags.Vmalloc) && l.Pages > 0 && l.Size % (l.Pages + 1) == 0)
            .Select(l => (int)(l.Size / (l.Pages!.Value + 1)))
            .Where(KnownPageSizes.Contains)
            .ToList();
        return sizes.Count == 0 ? KnownPageSizes[0] : sizes.GroupBy(s => s).MaxBy(g => g.Count())!.Key;
    }
}
