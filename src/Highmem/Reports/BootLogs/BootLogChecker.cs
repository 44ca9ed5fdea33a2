namespace Highmem.Reports.BootLogs;

/// <summary>
/// Recomputes the numbers of a boot log: rebuilds the machine from version, e820 map and command line, and compares.
/// </summary>
/// <remarks>
/// The lines that are read: HIGHMEM/LOWMEM and the warnings around them, <c>user:</c> and <c>modified:</c> maps,
/// last_pfn, init_memory_mapping and its pieces, (mapped) low ram, zone ranges, active ranges, totalpages, the pages
/// of each zone, of its memmap and its LIFO batch, "Total pages", "Initializing HighMem", "mapped APIC to", the Memory
/// line, and the layout block.
/// </remarks>
public static class BootLogChecker
{
    /// <summary>Checks every number of a log, in the log's order.</summary>
    /// <exception cref="BootLogException">The machine that the log describes could not have booted.</exception>
    public static IEnumerable<BootLogCheck> Check(BootLog log)
    {
        var inference = BootLogInference.Of(log);
        var notes = string.Join("; ", inference.Notes(log.Kernel.Note));
        return inference.Numbers.Select((number, i) => Check(log, inference, number, i, notes));
    }

    private static BootLogCheck Check(
        BootLog log,
        BootLogInference inference,
        BootLogNumber number,
        int index,
        string notes
    )
    {
        var derived = inference.Derivations[index];
        var taken = inference.Assumptions.FirstOrDefault(a => a.Evidence.Contains(index));
        if (taken is not null && derived.Result == BootLogResult.Match)
        {
            derived = BootLogDerivation.Unknown($"configuration taken from this number: {taken.Text}");
        }

        return new BootLogCheck(
            log.Name,
            number.Line.Number,
            number.Quantity,
            number.Printed,
            derived.Computed,
            derived.Result,
            derived.Result == BootLogResult.NotDerivable ? derived.Reason : Reason(inference, derived, index, notes)
        );
    }

    private static string Reason(BootLogInference inference, BootLogDerivation derived, int index, string notes) =>
        string.Join(
            "; ",
            inference
                .Assumptions.Where(a => a.Dependents.Contains(index))
                .Select(a => FormattableString.Invariant($"with {a.Text}, taken from line {a.Line}"))
                .Prepend(derived.Reason)
                .Append(notes)
                .Where(part => part.Length > 0)
        );
}
