namespace Highmem.Tests.Reports;

/// <summary>The real boot logs under <c>tests/data</c>.</summary>
internal static class BootLogData
{
    public static string Root { get; } = Find();

    /// <summary>Every log: published ones, and boots under an emulator.</summary>
    public static IEnumerable<string> Files =>
        new[] { "bootlogs", "boots" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.txt"))
            .Order(StringComparer.Ordinal);

    public static string PathOf(string file) => Files.Single(path => Path.GetFileName(path) == file);

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The rows of a file of comma-separated values, by column.</summary>
    public static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, file));
        var columns = lines[0].Split(',');
        foreach (var line in lines.Skip(1))
        {
            var cells = Split(line);
            yield return columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }

    private static List<string> Split(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += c;
            }
        }

        return cells;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "tests", "data", "bootlogs")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new DirectoryNotFoundException($"No tests/data above {AppContext.BaseDirectory}.")
            : Path.Combine(folder.FullName, "tests", "data");
    }
}
