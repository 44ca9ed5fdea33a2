using System.Text.RegularExpressions;

namespace Highmem.Tests.Contract;

/// <summary>What is written for people is whole: no gaps, no dead links, nothing of the machine it was written on.</summary>
public sealed partial class DocumentContractTests
{
    private static readonly string[] KnownHosts =
    [
        "github.com",
        "go.microsoft.com",
        "learn.microsoft.com",
        "schemas.microsoft.com",
        "www.w3.org",
    ];

    public static TheoryData<string> EachDocument => [.. Repository.Documents];

    [Fact]
    public void Every_error_is_explained_and_every_explanation_has_an_error()
    {
        var topic = Repository.Read("docs/en-US/about_HighmemTools_Errors.help.txt");
        var explained = ErrorHeading().Matches(topic).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(HighmemTools.Errors.Ids, explained);
    }

    [Theory]
    [MemberData(nameof(EachDocument))]
    public void Nothing_is_left_to_fill_in(string file) =>
        Assert.DoesNotContain("{{", Repository.Read(file), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(EachDocument))]
    public void Links_lead_to_files_that_exist(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var targets = Link().Matches(WithoutCode(file)).Select(m => m.Groups[1].Value.Split('#')[0]);

        Assert.All(
            targets.Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal)),
            target => Assert.True(Repository.Exists(Path.Combine(folder, target)), $"{file} links to {target}")
        );
    }

    [Theory]
    [MemberData(nameof(EachDocument))]
    public void Scripts_that_are_mentioned_exist(string file) =>
        Assert.All(
            Script().Matches(Repository.Read(file)).Select(m => m.Value),
            script => Assert.True(Repository.Exists(script), $"{file} mentions {script}")
        );

    [Fact]
    public void The_readme_lists_every_experiment()
    {
        var readme = Repository.Read("README.md");
        var scripts = Repository.Files.Where(f => f.StartsWith("docs/examples/", StringComparison.Ordinal));

        Assert.All(
            scripts,
            script => Assert.Contains($"| [{Path.GetFileName(script)}]({script}) |", readme, StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(EachDocument))]
    public void Topics_that_are_mentioned_exist(string file) =>
        Assert.All(
            Topic().Matches(Repository.Read(file)).Select(m => m.Value),
            topic => Assert.True(Repository.Exists($"docs/en-US/{topic}.help.txt"), $"{file} mentions {topic}")
        );

    [Fact]
    public void Commands_that_are_mentioned_exist()
    {
        foreach (var file in Repository.Documents.Where(f => !f.StartsWith("tests/", StringComparison.Ordinal)))
        {
            var mentioned = OurCommand().Matches(Repository.Read(file)).Select(m => m.Value).Distinct();

            Assert.All(mentioned, name => Assert.True(Commands.All.ContainsKey(name), $"{file} mentions {name}"));
        }
    }

    [Fact]
    public void The_architecture_names_the_folders_there_are()
    {
        var page = Repository.Read("docs/architecture.md");
        var drawn = Floor().Matches(page).Select(m => m.Groups[1].Value);
        var folders = Directory
            .GetDirectories(Repository.PathOf("src/Highmem"))
            .Select(folder => Path.GetFileName(folder)!)
            .Where(folder => folder is not ("bin" or "obj"));

        Assert.Equal(folders.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
        Assert.All(
            PathInCode().Matches(page).Select(m => m.Groups[1].Value),
            path =>
                Assert.True(
                    Repository.Exists(path)
                        || Repository.Exists("src/Highmem/" + path)
                        || Repository.Exists("src/HighmemTools/" + path),
                    $"architecture.md names {path}"
                )
        );
    }

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on()
    {
        foreach (var file in Repository.Files.Where(IsText))
        {
            var text = Repository.Read(file);
            Assert.True(!MachinePath().IsMatch(text), $"{file}: {MachinePath().Match(text).Value}");

            // Logs of real machines name their public source.
            if (!file.StartsWith("tests/data/", StringComparison.Ordinal))
            {
                var hosts = Host().Matches(text).Select(m => m.Groups[1].Value);
                Assert.All(hosts, host => Assert.True(KnownHosts.Contains(host), $"{file}: {host}"));
            }
        }
    }

    [Fact]
    public void No_file_says_where_packages_come_from() =>
        Assert.DoesNotContain(
            Repository.Files,
            f => Path.GetFileName(f).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)
        );

    private static string WithoutCode(string file) => CodeBlock().Replace(Repository.Read(file), "");

    private static bool IsText(string file) =>
        Path.GetExtension(file) is not (".png" or ".gz" or ".zip" or ".bin" or ".dll");

    [GeneratedRegex(@"^([A-Z][a-z]\w+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex ErrorHeading();

    [GeneratedRegex(@"^```[\s\S]*?^```$", RegexOptions.Multiline, 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"docs/examples/[\w-]+\.ps1", RegexOptions.None, 1000)]
    private static partial Regex Script();

    [GeneratedRegex(@"about_HighmemTools(?:_[A-Z]\w+)?", RegexOptions.None, 1000)]
    private static partial Regex Topic();

    [GeneratedRegex(
        @"\b\w+-(?:I386Machine|Kernel(?:Log|Profile|Memory|Address)|MemoryLayout|V[a-z]*(?:alloc|free|map|List|Gap)|VirtualAddress|PageTableEntry|BootLog)\b",
        RegexOptions.None,
        1000
    )]
    private static partial Regex OurCommand();

    [GeneratedRegex(@"^ │ ([A-Z]\w+) ", RegexOptions.Multiline, 1000)]
    private static partial Regex Floor();

    [GeneratedRegex(@"`(\w[\w.-]*/[\w./-]*)`", RegexOptions.None, 1000)]
    private static partial Regex PathInCode();

    [GeneratedRegex(
        @"(?<![\w.~$%}*-])/(?:work|root|home|Users|usr/local|mnt)/\w+|[A-Z]:\\Users|(?<![\w.])/tmp/\w",
        RegexOptions.None,
        1000
    )]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://([\w.-]+)", RegexOptions.None, 1000)]
    private static partial Regex Host();
}
