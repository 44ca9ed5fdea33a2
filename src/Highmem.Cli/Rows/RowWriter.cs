using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Highmem.Cli.Rows;

/// <summary>Writes rows in one of the forms of output; the columns are said once for all of them.</summary>
internal sealed class RowWriter<T>(params Column<T>[] columns)
{
    private const int NarrowestProse = 20;

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the rows to a terminal's standard output.</summary>
    public void Write(Terminal terminal, RowFormat format, IEnumerable<T> rows)
    {
        switch (format)
        {
            case RowFormat.Csv:
                WriteCsv(terminal.Out, rows);
                break;
            case RowFormat.Json:
                terminal.Out.WriteLine(new JsonArray([.. rows.Select(ToJson)]).ToJsonString(JsonOptions));
                break;
            default:
                WriteTable(terminal, rows);
                break;
        }
    }

    private void WriteCsv(TextWriter output, IEnumerable<T> rows)
    {
        WriteRecord(columns.Select(column => column.Name));
        foreach (var row in rows)
        {
            WriteRecord(columns.Select(column => column.TextOf(row)));
        }

        void WriteRecord(IEnumerable<string> fields) => output.Write(string.Join(',', fields.Select(Quote)) + "\r\n");
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private JsonObject ToJson(T row)
    {
        var json = new JsonObject();
        foreach (var column in columns)
        {
            json[column.Name] = column.Value(row) switch
            {
                null => null,
                bool truth => JsonValue.Create(truth),
                int number => JsonValue.Create(number),
                long number => JsonValue.Create(number),
                var value => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
            };
        }

        return json;
    }

    private void WriteTable(Terminal terminal, IEnumerable<T> rows)
    {
        var lines = rows.Select(row => Array.ConvertAll(columns, column => column.TextOf(row))).ToList();

        // Not every machine has all of it: without PAE there is no PMD.
        var shown = Enumerable
            .Range(0, columns.Length)
            .Where(i => columns[i].IsInTable && (lines.Count == 0 || lines.Exists(line => line[i].Length > 0)))
            .Select(i =>
                (
                    Index: i,
                    Column: columns[i],
                    Width: lines.Select(line => line[i].Length).Append(columns[i].Name.Length).Max()
                )
            )
            .ToList();
        var gridWidth = shown.Sum(c => (c.Column.IsProse ? NarrowestProse : c.Width) + 3) + 1;
        if (terminal.IsInteractive && gridWidth <= terminal.Width)
        {
            WriteGrid(terminal, shown.ConvertAll(c => (c.Index, c.Column)), lines);
        }
        else
        {
            WriteColumns(terminal.Out, shown, lines.Prepend(Array.ConvertAll(columns, column => column.Name)));
        }
    }

    private static void WriteGrid(Terminal terminal, List<(int Index, Column<T> Column)> shown, List<string[]> lines)
    {
        var grid = new Table().Border(TableBorder.Rounded);
        foreach (var (_, column) in shown)
        {
            grid.AddColumn(
                new TableColumn(Markup.Escape(column.Name))
                {
                    Alignment = column.IsNumber ? Justify.Right : Justify.Left,
                    NoWrap = !column.IsProse,
                }
            );
        }

        foreach (var line in lines)
        {
            grid.AddRow([.. shown.Select(c => Markup.Escape(line[c.Index]))]);
        }

        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(terminal.Out),
                Ansi = terminal.UseColour ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = terminal.UseColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
            }
        );
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(grid);
    }

    private static void WriteColumns(
        TextWriter output,
        List<(int Index, Column<T> Column, int Width)> shown,
        IEnumerable<string[]> lines
    )
    {
        foreach (var line in lines)
        {
            var cells = shown.Select(c =>
                c.Column.IsNumber ? line[c.Index].PadLeft(c.Width) : line[c.Index].PadRight(c.Width)
            );
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
