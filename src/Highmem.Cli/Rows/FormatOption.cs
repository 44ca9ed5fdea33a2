using System.CommandLine;

namespace Highmem.Cli.Rows;

/// <summary>The option <c>--format</c>.</summary>
internal sealed class FormatOption : Option<RowFormat>
{
    /// <summary>The option.</summary>
    public FormatOption()
        : base("--format", "-f")
    {
        Description = "table, csv or json (default table)";
        HelpName = "format";
        CustomParser = ArgumentText.One(
            "--format",
            text =>
                ArgumentText.Choice(
                    text,
                    [("table", RowFormat.Table), ("csv", RowFormat.Csv), ("json", RowFormat.Json)]
                )
        );
    }
}
