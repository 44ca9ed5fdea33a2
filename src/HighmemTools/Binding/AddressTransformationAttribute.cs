using System.Globalization;
using Highmem.Addressing;

namespace HighmemTools;

/// <summary>Reads addresses: <c>0xf8000000</c> as a literal (a negative number to PowerShell) or text, and decimal numbers.</summary>
public sealed class AddressTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value switch
        {
            string text => new AddressReference(VirtualAddress.Parse(text)),
            int bits => new AddressReference(bits),
            _ when IsNumber(value) => new AddressReference(System.Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            _ => null,
        };
}
