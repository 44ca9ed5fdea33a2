using Highmem.Addressing;

namespace HighmemTools;

/// <summary>Reads sizes: any number, <c>4KB</c>, <c>128M</c>, <c>0x1000</c>.</summary>
public sealed class SizeTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value is double number ? (ByteSize)number
        : TextOf(value) is { } text ? ByteSize.Parse(text)
        : (object?)null;
}
