using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Boot;

namespace Highmem.Reports.BootLogs;

/// <summary>
/// The configuration as far as a log states it in words: by a message that only one configuration prints, by the
/// name of the build, or by an address that is no result of the memory layout.
/// </summary>
internal sealed partial class BootLogStatements
{
    private const int HugememPageOffset = 0x02000000;
    private readonly BootLog log;
    private readonly List<string> assumptions = [];

    private BootLogStatements(BootLog log)
    {
        this.log = log;
        var cpus = StatedCpus();
        StatesCpus = cpus is not null;
        Config = log.Kernel.DefaultConfig(1);
        if (cpus is > 1)
        {
            Config = log.Kernel.DefaultConfig(cpus.Value) with { NrCpus = cpus.Value };
        }
        else if (IsSmp())
        {
            Config = log.Kernel.DefaultConfig(2);
        }

        FindHighmem();
        FindPageOffset();
    }

    /// <summary>The configuration.</summary>
    public KernelConfig Config { get; private set; }

    /// <summary>What had to be assumed, one sentence each.</summary>
    public IReadOnlyList<string> Assumptions => assumptions;

    /// <summary>Whether the log says how many CPUs the kernel was built for.</summary>
    public bool StatesCpus { get; }

    /// <summary>Whether the log says whether the kernel uses PAE.</summary>
    public bool StatesPae { get; private set; }

    /// <summary>Whether the log says where the kernel's part of the address space begins.</summary>
    public bool StatesPageOffset { get; private set; }

    /// <summary>What a log states.</summary>
    public static BootLogStatements Of(BootLog log) => new(log);

    private int? StatedCpus() =>
        Find(NrCpusLine()) is { } match
        && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var cpus)
        && cpus is >= 1 and <= 512
            ? cpus
            : null;

    private bool IsSmp() =>
        log.Banner?.Contains(" SMP ", StringComparison.Ordinal) is true || SmpName().IsMatch(log.Version);

    private void FindHighmem()
    {
        if (Find(HighmemLine()) is not null)
        {
            FindPae();
        }
        else if (Find(LowmemLine()) is not null || Find(NoHighmemLine()) is not null)
        {
            Config = Config with { Highmem = HighmemSupport.None };
            StatesPae = true;
        }
        else
        {
            assumptions.Add("HIGHMEM is configured, as the log does not say");
            FindPae();
        }
    }

    private void FindPae()
    {
        var byBit = Find(NxLine()) is not null;
        if (byBit || PaeName().IsMatch(log.Version))
        {
            Config = Config with { Highmem = HighmemSupport.Highmem64G };
            assumptions.Add(byBit ? "PAE, as execute protection is active" : $"PAE, by the name {log.Version}");
        }

        StatesPae = byBit || Find(NoPaeLine()) is not null;
    }

    private void FindPageOffset()
    {
        if (log.Version.Contains("hugemem", StringComparison.Ordinal))
        {
            Config = Config with { PageOffset = HugememPageOffset };
            StatesPageOffset = true;
            assumptions.Add($"PAGE_OFFSET 0x02000000, by the name {log.Version}");
            return;
        }

        // The image lies in the first megabytes of the kernel's part.
        if (Find(ImageAddressLine()) is not { } match)
        {
            return;
        }

        var address = long.Parse(match.Groups[1].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var split = MemorySplit.All.FirstOrDefault(s => address >= (long)s.PageOffset);
        StatesPageOffset = split is not null;
        if (split is not null && split.PageOffset != Config.PageOffset)
        {
            Config = Config with { PageOffset = split.PageOffset };
            assumptions.Add($"PAGE_OFFSET {split.PageOffset}, as the image lies at 0x{match.Groups[1].Value}");
        }
    }

    private Match? Find(Regex pattern) =>
        log.Lines.Select(line => pattern.Match(line.Text)).FirstOrDefault(match => match.Success);

    [GeneratedRegex(@"^\s*NR_CPUS: ?(\d{1,3})\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NrCpusLine();

    [GeneratedRegex(@"smp|bigmem|hugemem", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SmpName();

    [GeneratedRegex(@"^\s*\d+MB LOWMEM available", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LowmemLine();

    [GeneratedRegex(
        @"^\s*(?:\d+MB HIGHMEM available|pkmap\s+:|Initializing HighMem)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex HighmemLine();

    [GeneratedRegex(@"^\s*Warning:? only \d+MB will be used", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoHighmemLine();

    // Only PAE entries have the bit.
    [GeneratedRegex(@"^\s*NX \(Execute Disable\) protection: active", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NxLine();

    [GeneratedRegex(@"[Uu]se a (?:PAE|HIGHMEM64G) enabled kernel", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoPaeLine();

    // Builds that have PAE by their distributor's convention: Debian and Ubuntu, Red Hat, Xen on 32 bit.
    [GeneratedRegex(@"[-.]pae\b|PAE\b|bigmem|ELsmp|hugemem|xen", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PaeName();

    [GeneratedRegex(@"^\s*CPU 0 irqstacks, hard=([0-9a-f]{8}) ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ImageAddressLine();
}
