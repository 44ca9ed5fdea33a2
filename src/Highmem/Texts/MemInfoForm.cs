using System.Globalization;
using Highmem.Boot;

namespace Highmem.Texts;

/// <summary>How a kernel prints /proc/meminfo.</summary>
/// <param name="HasByteTable">Whether a table in bytes stands on top.</param>
/// <param name="LabelWidth">Columns of a label, its colon included.</param>
/// <param name="Fields">The labels, in order.</param>
internal sealed record MemInfoForm(bool HasByteTable, int LabelWidth, Func<KernelConfig, IEnumerable<string>> Fields)
{
    private static readonly string[] Counts = ["HugePages_Total", "HugePages_Free", "HugePages_Rsvd", "HugePages_Surp"];

    /// <summary>The lines.</summary>
    /// <param name="config">The kernel's configuration, on which some fields depend.</param>
    /// <param name="bytesOf">The bytes of a field by its label; 0 for what nobody uses.</param>
    public IEnumerable<string> Lines(KernelConfig config, Func<string, long> bytesOf)
    {
        if (HasByteTable)
        {
            var (total, free) = (bytesOf("MemTotal"), bytesOf("MemFree"));
            yield return "        total:    used:    free:  shared: buffers:  cached:";
            yield return Invariant($"Mem:  {total, 8} {total - free, 8} {free, 8} {0, 8} {0, 8} {0, 8}");
            yield return Invariant($"Swap: {0, 8} {0, 8} {0, 8}");
        }

        foreach (var field in Fields(config))
        {
            var label = (field + ":").PadRight(LabelWidth);
            yield return Counts.Contains(field, StringComparer.Ordinal)
                ? Invariant($"{label}{0, 8}")
                : Invariant($"{label}{bytesOf(field) >> 10, 8} kB");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
