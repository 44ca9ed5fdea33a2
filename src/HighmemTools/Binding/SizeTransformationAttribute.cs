using System.Globalization;
using Highmem.Addressing;

namespace HighmemTools;

/// <summary>Reads sizes: any number, <c>4KB</c>, <c>128M</c>, <c>0x1000</c>.</summary>
public sealed class SizeTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value is string || IsNumber(value)
            ? ByteSize.Parse(((IConvertible)value).ToString(CultureInfo.InvariantCulture))
            : (object?)null;
}
