using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Reports.BootLogs;

namespace Highmem.Tests.Reports;

/// <summary>The check can fail: one wrong number in a real log is found, and only that one.</summary>
public sealed class BootLogCorruptionTests
{
    // All published logs, and the boots of 2 GB with an option: the others say the same with other amounts of RAM.
    public static TheoryData<string> Files() =>
        [
            .. BootLogData
                .Files.Select(path => Path.GetFileName(path))
                .Where(file => !file.EndsWith("-none.txt", StringComparison.Ordinal))
                .Where(file => file.Contains("2048", StringComparison.Ordinal) || char.IsDigit(file[1])),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_change_to_any_derived_number_is_the_one_mismatch(string file)
    {
        var text = BootLogData.Text(file);
        var checks = BootLogChecker.Check(BootLog.Parse(text, file)).ToList();
        foreach (var check in checks.Where(c => c.Result == BootLogResult.Match))
        {
            var corrupted = BootLogChecker.Check(BootLog.Parse(Corrupt(text, checks, check), file));

            var found = Assert.Single(corrupted, c => c.Result == BootLogResult.Mismatch);
            Assert.Equal((check.LineNumber, check.Quantity), (found.LineNumber, found.Quantity));
            Assert.Equal(check.Computed, found.Computed);
        }
    }

    [Theory]
    [InlineData("37-2.6.31-14-generic-2048M.txt", "( 540 kB)", "( 541 kB)", ".init size")]
    [InlineData("37-2.6.31-14-generic-2048M.txt", "0xc0575554 - 0xc078d308", "0xc0575553 - 0xc078d308", ".data start")]
    [InlineData("37-2.6.31-14-generic-2048M.txt", "4565k kernel code", "4566k kernel code", "Memory kernel code")]
    [InlineData("37-2.6.31-14-generic-2048M.txt", "2051668k/", "2053668k/", "Memory available")]
    [InlineData("37-2.6.31-14-generic-2048M.txt", "( 904 kB)", "( 908 kB)", "fixmap size")]
    [InlineData("2.4.18-14custom-highmem4g-1024-none.txt", "1026636k/", "1036636k/", "Memory available")]
    public void A_number_that_is_not_derivable_can_still_be_impossible(
        string file,
        string printed,
        string corrupted,
        string quantity
    )
    {
        var text = BootLogData.Text(file);
        var index = text.IndexOf(printed, StringComparison.Ordinal);
        var changed = string.Concat(text.AsSpan(0, index), corrupted, text.AsSpan(index + printed.Length));

        var found = Assert.Single(
            BootLogChecker.Check(BootLog.Parse(changed, file)),
            c => c.Result == BootLogResult.Mismatch
        );
        Assert.Equal(quantity, found.Quantity);
    }

    // The last digit of the number, one higher.
    private static string Corrupt(string text, List<BootLogCheck> checks, BootLogCheck check)
    {
        var lines = text.Split('\n');
        var token = Token(check);
        var before = checks
            .TakeWhile(c => !ReferenceEquals(c, check))
            .Count(c => c.LineNumber == check.LineNumber && Token(c) == token);
        var line = lines[check.LineNumber - 1];
        var place = Regex.Matches(line, $"(?<![0-9a-zA-Z]){token}(?![0-9a-fx])")[before];
        lines[check.LineNumber - 1] = string.Concat(
            line.AsSpan(0, place.Index),
            Next(token),
            line.AsSpan(place.Index + place.Length)
        );
        return string.Join('\n', lines);
    }

    private static string Token(BootLogCheck check) => Regex.Match(check.Printed, "^(0x)?[0-9a-f]+").Value;

    private static string Next(string token)
    {
        var digit = Convert.ToInt32(token[^1].ToString(), 16);
        var radix = token.Any(c => c > '9') ? 16 : 10;
        return token[..^1] + ((digit + 1) % radix).ToString("x", CultureInfo.InvariantCulture);
    }
}
