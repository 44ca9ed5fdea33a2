using System.Globalization;

namespace Highmem.Cli.Rows;

/// <summary>A column of output.</summary>
/// <param name="Name">Its heading; the property's name in JSON.</param>
/// <param name="Value">What a row has there: a number, a truth value, null, or anything that is shown as its text.</param>
internal sealed record Column<T>(string Name, Func<T, object?> Value)
{
    /// <summary>Whether a table has it too; a table is narrow, and the other formats are complete.</summary>
    public bool IsInTable { get; init; } = true;

    /// <summary>Whether a table sets it flush right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it is prose, which a table may break into lines where the screen is narrow.</summary>
    public bool IsProse { get; init; }

    /// <summary>What a row shows in a table and in CSV.</summary>
    public string TextOf(T row) =>
        Value(row) switch
        {
            null => "",
            bool truth => truth ? "true" : "false",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
