using Highmem.Addressing;

namespace HighmemTools;

/// <summary>Reads ranges of addresses: <c>0xc0000000-0xf8000000</c>. Text without a dash is left to other parameters.</summary>
public sealed class RangeTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value is string text && text.Contains('-', StringComparison.Ordinal)
            ? new RangeReference(AddressRange.Parse(text))
            : null;
}
