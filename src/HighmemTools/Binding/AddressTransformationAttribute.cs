using Highmem.Addressing;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>Reads addresses: <c>0xf8000000</c> as a literal (a negative number to PowerShell) or text, and decimal numbers.</summary>
public sealed class AddressTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value is int bits ? new AddressReference((VirtualAddress)bits)
        : value is KmapResult result ? new AddressReference(result)
        : TextOf(value) is { } text ? new AddressReference(VirtualAddress.Parse(text))
        : null;
}
