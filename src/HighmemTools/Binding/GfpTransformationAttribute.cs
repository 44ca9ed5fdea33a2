using Highmem.Physical;

namespace HighmemTools;

/// <summary>Makes text of allocation flags, whose names differ from kernel to kernel: numbers and enum values too.</summary>
public sealed class GfpTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value is GfpFlags flags
            ? flags == GfpFlags.None
                ? "0"
                : flags.ToString()
            : TextOf(value);
}
