using System.Globalization;

namespace Highmem.Reports.BootLogs;

/// <summary>A printed number and how to derive it from a machine.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="Printed">The number as printed.</param>
/// <param name="Derive">Recomputes it.</param>
internal sealed record BootLogNumber(
    ReportLine Line,
    string Quantity,
    string Printed,
    Func<BootLogTrial, BootLogDerivation> Derive
)
{
    /// <summary>A decimal number, with its unit.</summary>
    public static BootLogNumber Decimal(
        ReportLine line,
        string quantity,
        string printed,
        string unit,
        Func<BootLogTrial, long?> value,
        string reason = ""
    ) =>
        new(
            line,
            quantity,
            printed + unit,
            trial =>
                BootLogDerivation.Compare(
                    printed + unit,
                    value(trial) is { } number ? number.ToString(CultureInfo.InvariantCulture) + unit : null,
                    reason
                )
        );

    /// <summary>A hexadecimal number, with or without 0x, padded or not.</summary>
    public static BootLogNumber Hex(
        ReportLine line,
        string quantity,
        string printed,
        Func<BootLogTrial, long?> value,
        string reason = ""
    ) =>
        new(
            line,
            quantity,
            printed,
            trial =>
                BootLogDerivation.Compare(printed, value(trial) is { } number ? HexLike(printed, number) : null, reason)
        );

    /// <summary>A number that nothing in the log decides.</summary>
    public static BootLogNumber Unknown(ReportLine line, string quantity, string printed, string reason) =>
        new(line, quantity, printed, _ => BootLogDerivation.Unknown(reason));

    /// <summary>
    /// A number that only other numbers of the log can confirm: a contradiction is a mismatch, but agreement derives
    /// nothing.
    /// </summary>
    public BootLogNumber OnlyConsistent(string reason) =>
        this with
        {
            Derive = trial =>
                Derive(trial) is { Result: BootLogResult.Mismatch } contradiction
                    ? contradiction
                    : BootLogDerivation.Unknown(reason),
        };

    // As many digits as the printed number has, if it is padded with zeros.
    private static string HexLike(string printed, long value)
    {
        var prefix = printed.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? printed[..2] : "";
        var digits = printed.Length - prefix.Length;
        var isPadded = printed[prefix.Length] == '0' || digits == 8;
        return prefix
            + value.ToString(isPadded ? FormattableString.Invariant($"x{digits}") : "x", CultureInfo.InvariantCulture);
    }
}
