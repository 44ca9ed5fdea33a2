namespace Highmem.Reports.BootLogs;

/// <summary>A piece of configuration that was taken from a printed number.</summary>
/// <param name="Text">What was taken.</param>
/// <param name="Line">The line it was taken from.</param>
/// <param name="Evidence">The indices of the numbers it was taken from: one, or two that say the same.</param>
/// <param name="Dependents">The indices of the other numbers that change with it.</param>
internal sealed record BootLogAssumption(
    string Text,
    int Line,
    IReadOnlySet<int> Evidence,
    IReadOnlySet<int> Dependents
);
