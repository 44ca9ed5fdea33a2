using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace HighmemTools;

/// <summary>
/// Converts numbers and text before binding. Unlike a failed conversion, what it throws reaches the user for pipeline
/// input too, with the parameter's name and the value.
/// </summary>
public abstract class ValueTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? Unwrap(wrapped) : inputData;
        if (value is IList list)
        {
            return list.Cast<object?>().Select(item => Transform(engineIntrinsics, item)).ToArray();
        }

        try
        {
            return value is null ? null : Convert(value) ?? inputData;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }

    /// <summary>The converted value; null leaves the value to PowerShell.</summary>
    /// <exception cref="FormatException">The text cannot be read.</exception>
    /// <exception cref="OverflowException">The number is outside its range.</exception>
    protected abstract object? Convert(object value);

    // What was read from a Clixml file or came out of a job is a bag of properties that still has its text.
    private static object Unwrap(PSObject wrapped) =>
        wrapped.BaseObject is PSCustomObject
        && wrapped.TypeNames[0].StartsWith("Deserialized.Highmem.Addressing.", StringComparison.Ordinal)
            ? wrapped.ToString(null, CultureInfo.InvariantCulture)
            : wrapped.BaseObject;

    /// <summary>Text, or a number as text; null for anything else.</summary>
    private protected static string? TextOf(object value) =>
        value switch
        {
            string text => text,
            IConvertible number and not Enum when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal =>
                number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
}
