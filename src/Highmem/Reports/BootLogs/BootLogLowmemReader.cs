using System.Text.RegularExpressions;

namespace Highmem.Reports.BootLogs;

/// <summary>What the kernel says while it finds low and high memory, in MB.</summary>
internal sealed partial class BootLogLowmemReader : BootLogLineReader
{
    private static readonly (Regex Pattern, string Quantity)[] Messages =
    [
        (HighmemAvailable(), "HIGHMEM available"),
        (LowmemAvailable(), "LOWMEM available"),
        (OnlyUsed(), "Usable without HIGHMEM"),
        (OnlyFourGigabytes(), "Usable without PAE"),
        (HighmemIgnored(), "highmem= beyond RAM"),
        (HighmemBiggerThanRam(), "highmem= beyond RAM"),
        (HighmemLeavesTooLittle(), "highmem= leaves too little"),
    ];

    public override IEnumerable<BootLogNumber> Read(ReportLine line)
    {
        foreach (var (pattern, quantity) in Messages)
        {
            var match = pattern.Match(line.Text);
            if (!match.Success)
            {
                continue;
            }

            for (var group = 1; group < match.Groups.Count; group++)
            {
                yield return Number(line, quantity, pattern, match, group);
            }
        }
    }

    // The profile makes the same message, and the number is looked for in the same place.
    private static BootLogNumber Number(ReportLine line, string quantity, Regex pattern, Match match, int group)
    {
        var printed = match.Groups[group].Value;
        return new(
            line,
            quantity,
            printed,
            trial =>
                BootLogDerivation.Compare(
                    printed,
                    trial
                        .Layout.Messages.Select(message => pattern.Match(message))
                        .FirstOrDefault(computed => computed.Success)
                        ?.Groups[group]
                        .Value
                )
        );
    }

    [GeneratedRegex(@"^\s*(\d+MB) HIGHMEM available", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HighmemAvailable();

    [GeneratedRegex(@"^\s*(\d+MB) LOWMEM available", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LowmemAvailable();

    [GeneratedRegex(@"^\s*Warning:? only (\d+MB) will be used", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OnlyUsed();

    [GeneratedRegex(@"^\s*Warning:? only (\d+GB) will be used", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OnlyFourGigabytes();

    [GeneratedRegex(
        @"^\s*only (\d+MB) highmem pages available, ignoring highmem size of (\d+MB)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex HighmemIgnored();

    [GeneratedRegex(
        @"^\s*highmem size (?:specified )?\((\d+MB)\) is bigger than pages available \((\d+MB)\)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex HighmemBiggerThanRam();

    [GeneratedRegex(@"^\s*highmem size \(?(\d+MB)\)? results in", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HighmemLeavesTooLittle();
}
