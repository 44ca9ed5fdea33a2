namespace Highmem.Tests.Contract;

/// <summary>The files of the repository that the tests are part of.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Generated = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git",
        ".tools",
        ".vs",
        "artifacts",
        "bin",
        "obj",
        "out",
        "BenchmarkDotNet.Artifacts",
        "StrykerOutput",
        "TestResults",
    };

    /// <summary>The folder of HighmemTools.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is not generated, relative to the root, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    /// <summary>The pages of commands.</summary>
    public static IReadOnlyList<string> CommandPages { get; } =
    [
        .. Files.Where(f =>
            f.StartsWith("docs/en-US/", StringComparison.Ordinal) && f.EndsWith(".md", StringComparison.Ordinal)
        ),
    ];

    /// <summary>All that is written for people.</summary>
    public static IReadOnlyList<string> Documents { get; } =
    [.. Files.Where(f => Path.GetExtension(f) == ".md" || f.EndsWith(".help.txt", StringComparison.OrdinalIgnoreCase))];

    /// <summary>The text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n");

    /// <summary>The full path of a file or folder, which need not exist.</summary>
    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    /// <summary>Whether there is such a file or folder.</summary>
    public static bool Exists(string relative) => Path.Exists(PathOf(relative));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HighmemTools.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in their repository.");
        }

        return folder.FullName;
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file) != ".git")
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(sub => !Generated.Contains(Path.GetFileName(sub)))
                    .SelectMany(Walk)
            );
}
