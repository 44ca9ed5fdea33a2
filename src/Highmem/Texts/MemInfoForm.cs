using Highmem.Boot;

namespace Highmem.Texts;

/// <summary>How a kernel prints /proc/meminfo.</summary>
/// <param name="HasByteTable">Whether a table in bytes stands on top (2.4).</param>
/// <param name="LabelWidth">Columns of a label, its colon included.</param>
/// <param name="Fields">The labels, in order.</param>
internal sealed record MemInfoForm(bool HasByteTable, int LabelWidth, Func<KernelConfig, IEnumerable<string>> Fields);
