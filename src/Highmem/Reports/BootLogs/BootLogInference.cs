using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Layout;

namespace Highmem.Reports.BootLogs;

/// <summary>
/// Finds the configuration a log was printed under. What the log does not state is tried out: a choice is taken if
/// it explains numbers that the usual choice does not, and then the first number it explains is no longer a check
/// but the place the choice was taken from.
/// </summary>
internal sealed class BootLogInference
{
    private static readonly string FixmapName = LayoutRegion.BootLogNameOf(MemoryRegionKind.Fixmap)!;
    private static readonly string FixmapStart = BootLogLayoutReader.StartOf(FixmapName);
    private static readonly string FixmapSize = BootLogLayoutReader.SizeOf(FixmapName);
    private readonly BootLog log;
    private readonly BootLogStatements stated;
    private readonly List<BootLogAssumption> assumptions = [];
    private BootLogDerivation[] derivations;

    private BootLogInference(BootLog log)
    {
        this.log = log;
        Numbers = BootLogReader.ReadAll(log);
        stated = BootLogStatements.Of(log);
        Config = stated.Config;
        derivations = DeriveAll(Config, throwing: true)!;
        TryPae();
        TrySplits();
        TryWorkarounds();
        TryCpus();
        TryFixmap();
    }

    /// <summary>The configuration.</summary>
    public KernelConfig Config { get; private set; }

    /// <summary>The numbers of the log.</summary>
    public IReadOnlyList<BootLogNumber> Numbers { get; }

    /// <summary>What follows for each of them.</summary>
    public IReadOnlyList<BootLogDerivation> Derivations => derivations;

    /// <summary>What was taken from numbers.</summary>
    public IReadOnlyList<BootLogAssumption> Assumptions => assumptions;

    private int Mismatches => CountMismatches(derivations);

    /// <summary>The configuration of a log.</summary>
    /// <exception cref="BootLogException">No machine could boot this way.</exception>
    public static BootLogInference Of(BootLog log) => new(log);

    /// <summary>What was assumed from words, and about the kernel.</summary>
    /// <param name="kernel">What is to be said about the kernel; empty for nothing.</param>
    public IEnumerable<string> Notes(string kernel) =>
        new[] { log.VersionSource.Length > 0 ? $"the version is taken {log.VersionSource}" : "", kernel }
            .Append(log.CommandLine is null && !log.UserMapIsGiven ? "no command line, as the log has none" : "")
            .Where(note => note.Length > 0)
            .Concat(stated.Assumptions);

    private void TryPae()
    {
        if (!stated.StatesPae)
        {
            Try([
                Config.Pae
                    ? ("no PAE", Config with { Highmem = HighmemSupport.Highmem4G })
                    : ("PAE", Config with { Highmem = HighmemSupport.Highmem64G }),
            ]);
        }
    }

    private void TrySplits()
    {
        if (!stated.StatesPageOffset)
        {
            Try(
                MemorySplit
                    .All.Where(split => split.PageOffset != Config.PageOffset)
                    .Select(split => ($"PAGE_OFFSET {split.PageOffset}", Config with { PageOffset = split.PageOffset }))
            );
        }
    }

    private void TryWorkarounds() =>
        Try([
            ("the first 64 KB kept free for the BIOS", Config with { ReserveLow64K = true }),
            ("four pages watched for corruption by the BIOS", Config with { CheckBiosCorruption = true }),
        ]);

    // Where the fixmap decides how much low memory there is.
    private void TryCpus()
    {
        if (!stated.StatesCpus && log.Kernel.Layout.MaxMemTop.DependsOnFixmap)
        {
            Try(
                BootLogFixmaps.CpuCounts.Select(cpus =>
                    (FormattableString.Invariant($"NR_CPUS {cpus}"), Config with { NrCpus = cpus })
                )
            );
        }
    }

    // Only the number of entries can be seen, so the usual build is changed as little as gives that number.
    private void TryFixmap()
    {
        var start = Numbers.FirstOrDefault(number => number.Quantity == FixmapStart);
        if (start is not null && TrialOf(Config) is { } usual && start.Derive(usual).Result == BootLogResult.Mismatch)
        {
            var top = usual.Layout.Fixmap.Top;
            var printed = VirtualAddress.Parse(start.Printed);
            Try(
                BootLogFixmaps
                    .Variants(Config, stated.StatesCpus)
                    .Where(variant => new Fixmap(log.Kernel.Layout, variant.Config, top).Start == printed)
                    .Take(3)
            );
        }
    }

    private void Try(IEnumerable<(string Text, KernelConfig Config)> choices)
    {
        var best = Mismatches;
        (string Text, KernelConfig Config, BootLogDerivation[] Derivations)? taken = null;
        foreach (var (text, choice) in choices)
        {
            if (DeriveAll(choice, throwing: false) is { } tried && CountMismatches(tried) < best)
            {
                best = CountMismatches(tried);
                taken = (text, choice, tried);
            }
        }

        if (taken is { } better)
        {
            assumptions.Add(AssumptionOf(better.Text, better.Derivations));
            (Config, derivations) = (better.Config, better.Derivations);
        }
    }

    private BootLogAssumption AssumptionOf(string text, BootLogDerivation[] with)
    {
        var indices = Enumerable.Range(0, with.Length);
        var explained = indices
            .Where(i => derivations[i].Result == BootLogResult.Mismatch && with[i].Result != BootLogResult.Mismatch)
            .ToList();
        var first = Numbers[explained[0]];

        // The size of the fixmap says nothing that its start has not said.
        var evidence = explained
            .Where(i =>
                i == explained[0]
                || (first.Quantity == FixmapStart && Numbers[i].Line == first.Line && Numbers[i].Quantity == FixmapSize)
            )
            .ToHashSet();
        return new(
            text,
            first.Line.Number,
            evidence,
            indices.Where(i => !evidence.Contains(i) && derivations[i] != with[i]).ToHashSet()
        );
    }

    private BootLogDerivation[]? DeriveAll(KernelConfig choice, bool throwing) =>
        TrialOf(choice, throwing) is { } trial ? [.. Numbers.Select(number => number.Derive(trial))] : null;

    private BootLogTrial? TrialOf(KernelConfig choice, bool throwing = false)
    {
        try
        {
            return new(log.Kernel, log.Kernel.ComputeLayout(choice, log.Map, log.CommandLine ?? ""));
        }
        catch (Exception error) when (error is BootException or ArgumentException or OverflowException)
        {
            return throwing ? throw new BootLogException(log.Name, log.Lines[0].Number, error.Message, error) : null;
        }
    }

    private static int CountMismatches(BootLogDerivation[] derived) =>
        derived.Count(derivation => derivation.Result == BootLogResult.Mismatch);
}
