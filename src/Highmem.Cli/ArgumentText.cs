using System.CommandLine.Parsing;
using Highmem.Addressing;

namespace Highmem.Cli;

/// <summary>Reads the values of arguments; what is wrong with one is said with its name, the value and the range.</summary>
internal static class ArgumentText
{
    /// <summary>A parser of one value.</summary>
    public static Func<ArgumentResult, T?> One<T>(string name, Func<string, T> parse) =>
        result => Parse(result, name, result.Tokens[0].Value, parse);

    /// <summary>A parser of many values.</summary>
    public static Func<ArgumentResult, T[]> Many<T>(string name, Func<string, T> parse) =>
        result => [.. result.Tokens.Select(token => Parse(result, name, token.Value, parse)!)];

    /// <summary>A size in bytes within a range that is told as it would be written.</summary>
    public static long Size(string text, long min, long max, string range) =>
        ByteSize.Parse(text).Bytes is var bytes && bytes >= min && bytes <= max
            ? bytes
            : throw new FormatException($"{text} is out of range: it is from {range}.");

    /// <summary>A whole number within a range.</summary>
    public static int Number(string text, int min, int max) =>
        int.TryParse(
            text,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
        && number >= min
        && number <= max
            ? number
            : throw new FormatException(
                FormattableString.Invariant($"'{text}' is not a whole number from {min} to {max}.")
            );

    /// <summary>A name out of a list, in any case.</summary>
    public static T Choice<T>(string text, IEnumerable<(string Name, T Value)> choices)
    {
        var all = choices.ToList();
        var at = all.FindIndex(choice => choice.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return at >= 0
            ? all[at].Value
            : throw new FormatException($"'{text}' is none of {string.Join(", ", all.Select(choice => choice.Name))}.");
    }

    /// <summary>The message of an exception, without the name of a parameter that users do not know.</summary>
    public static string Plain(Exception e)
    {
        var at = e is ArgumentException ? e.Message.IndexOf(" (Parameter '", StringComparison.Ordinal) : -1;
        return at < 0 ? e.Message : e.Message[..at];
    }

    private static T? Parse<T>(ArgumentResult result, string name, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            result.AddError($"{name}: {Plain(e)}");
            return default;
        }
    }
}
