using Highmem.Addressing;

namespace HighmemTools;

/// <summary>Reads physical addresses of 36 bits: numbers, <c>0x37ffe000</c> as a literal or text.</summary>
public sealed class PhysicalAddressTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value is int bits ? (PhysicalAddress)bits
        : TextOf(value) is { } text ? PhysicalAddress.Parse(text)
        : (object?)null;
}
