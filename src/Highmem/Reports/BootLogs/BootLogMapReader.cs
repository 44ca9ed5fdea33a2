using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Boot;

namespace Highmem.Reports.BootLogs;

/// <summary>
/// The map after the boot options (<c> user: …</c>) and after the firmware's work-arounds (<c> modified: …</c>).
/// The firmware's own map is what everything is derived from, so it is not checked.
/// </summary>
internal sealed partial class BootLogMapReader(BootLog log) : BootLogLineReader
{
    private readonly int modifiedCount = log.Lines.Count(line => ModifiedLine().IsMatch(line.Text));
    private int userLines;
    private int modifiedLines;

    public override IEnumerable<BootLogNumber> Read(ReportLine line)
    {
        if (BootLogMaps.IsUserLine(line.Text))
        {
            return log.UserMapIsGiven
                ? Given(line, "User map")
                : Compare(line, "User map", userLines++, log.UserMap.Count, trial => trial.Layout.Options.Map);
        }

        if (ModifiedLine().IsMatch(line.Text))
        {
            return Compare(line, "Modified map", modifiedLines++, modifiedCount, trial => trial.Layout.Map);
        }

        return [];
    }

    private IEnumerable<BootLogNumber> Given(ReportLine line, string map)
    {
        const string reason = "the command line that made this map is not in the log, so the map is taken as it is";
        var range = BootLogMaps.Range(log.Name, line);
        yield return BootLogNumber.Unknown(line, $"{map} start", Start(range), reason);
        yield return BootLogNumber.Unknown(line, $"{map} end", End(range), reason);
    }

    // The type is compared with the end, and so is the number of ranges with the last one's.
    private IEnumerable<BootLogNumber> Compare(
        ReportLine line,
        string map,
        int index,
        int count,
        Func<BootLogTrial, E820Map> of
    )
    {
        var printed = BootLogMaps.Range(log.Name, line);
        yield return new(
            line,
            $"{map} start",
            Start(printed),
            trial => BootLogDerivation.Compare(Start(printed), At(of(trial), index) is { } e ? Start(e) : null)
        );
        yield return new(
            line,
            $"{map} end",
            End(printed),
            trial =>
            {
                var computed = of(trial);
                var end = BootLogDerivation.Compare(End(printed), At(computed, index) is { } e ? End(e) : null);
                return index == count - 1 && computed.Count > count
                    ? end with
                    {
                        Result = BootLogResult.Mismatch,
                        Reason = FormattableString.Invariant($"{computed.Count - count} more ranges should follow"),
                    }
                    : end;
            }
        );
    }

    private static E820Entry? At(E820Map map, int index) => index < map.Count ? map[index] : null;

    private static string Start(E820Entry range) => range.Start.ToString("x16", CultureInfo.InvariantCulture);

    private static string End(E820Entry range) =>
        FormattableString.Invariant($"{range.End:x16} ({E820Entry.NameOf(range.Type)})");

    [GeneratedRegex(@"^\s*modified:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ModifiedLine();
}
