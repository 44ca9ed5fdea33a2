using System.Text.RegularExpressions;

namespace Highmem.Tests.Contract;

/// <summary>What reads and draws is built in layers: what a type or folder uses never uses it in turn.</summary>
public sealed partial class ReportLayerTests
{
    private const string Reports = "src/Highmem/Reports";

    [Fact]
    public void No_types_of_boot_logs_form_a_circle()
    {
        var files = FilesUnder($"{Reports}/BootLogs/");
        var types = files.ToDictionary(TypeOf, file => file);

        Assert.Equal("", Circle(types.Keys, type => Mentioned(types[type]).Where(types.ContainsKey)));
    }

    [Fact]
    public void No_folders_of_reports_form_a_circle()
    {
        var files = FilesUnder($"{Reports}/");
        var folders = files.ToLookup(FolderOf);
        var homes = files.ToDictionary(TypeOf, FolderOf);

        Assert.Equal(
            "",
            Circle(
                folders.Select(folder => folder.Key),
                folder => folders[folder].SelectMany(Mentioned).Where(homes.ContainsKey).Select(type => homes[type])
            )
        );
    }

    [Fact]
    public void What_stands_above_the_folders_of_reports_uses_none_of_them()
    {
        var homes = FilesUnder($"{Reports}/").ToDictionary(TypeOf, FolderOf);
        var shared = homes.Where(home => home.Value == Reports).Select(home => home.Key).ToList();

        Assert.NotEmpty(shared);
        Assert.All(
            shared.SelectMany(type => Mentioned($"{Reports}/{type}.cs")).Where(homes.ContainsKey),
            type => Assert.Equal(Reports, homes[type])
        );
    }

    [Fact]
    public void A_circle_is_found_with_all_that_leads_into_it_and_nothing_else()
    {
        var uses = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["top"] = ["a", "leaf"],
            ["a"] = ["b"],
            ["b"] = ["a", "b"],
            ["own"] = ["own", "leaf"],
            ["leaf"] = [],
        };

        Assert.Equal("a, b, top", Circle(uses.Keys, node => uses[node]));
    }

    // What is left when everything goes that uses nothing which is left.
    private static string Circle(IEnumerable<string> nodes, Func<string, IEnumerable<string>> uses)
    {
        var left = nodes.ToDictionary(node => node, node => uses(node).Where(used => used != node).ToHashSet());
        while (left.Keys.Where(node => !left[node].Overlaps(left.Keys)).ToList() is { Count: > 0 } free)
        {
            free.ForEach(node => left.Remove(node));
        }

        return string.Join(", ", left.Keys.Order(StringComparer.Ordinal));
    }

    private static List<string> FilesUnder(string folder) =>
        [
            .. Repository.Files.Where(file =>
                file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
            ),
        ];

    // A file holds one type and has its name.
    private static string TypeOf(string file) => Path.GetFileNameWithoutExtension(file);

    private static string FolderOf(string file) => file[..file.LastIndexOf('/')];

    private static IEnumerable<string> Mentioned(string file) =>
        Name().Matches(Comment().Replace(Repository.Read(file), "")).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"//.*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b[A-Z]\w+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
