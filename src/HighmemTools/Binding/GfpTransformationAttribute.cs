using System.Globalization;
using Highmem.Physical;

namespace HighmemTools;

/// <summary>Makes text of allocation flags, whose names differ from kernel to kernel: numbers and enum values too.</summary>
public sealed class GfpTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value is GfpFlags flags ? ((int)flags).ToString(CultureInfo.InvariantCulture) : TextOf(value);
}
