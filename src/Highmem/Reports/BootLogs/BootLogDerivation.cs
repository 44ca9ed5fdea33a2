namespace Highmem.Reports.BootLogs;

/// <summary>What a machine makes of a printed number.</summary>
/// <param name="Result">Whether the two agree.</param>
/// <param name="Computed">The number that follows, written as the printed one; empty when none does.</param>
/// <param name="Reason">Why it is not derivable, or what it rests on.</param>
internal readonly record struct BootLogDerivation(BootLogResult Result, string Computed, string Reason)
{
    /// <summary>A number that nothing in the log decides.</summary>
    public static BootLogDerivation Unknown(string reason) => new(BootLogResult.NotDerivable, "", reason);

    /// <summary>A number that follows; null when the kernel would not have printed it at all.</summary>
    public static BootLogDerivation Compare(string printed, string? computed, string reason = "") =>
        new(
            printed.Equals(computed, StringComparison.OrdinalIgnoreCase) ? BootLogResult.Match : BootLogResult.Mismatch,
            computed ?? "",
            computed is null ? "this machine would not print it" : reason
        );
}
