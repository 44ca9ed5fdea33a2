using System.Reflection;
using System.Text.RegularExpressions;

namespace Highmem.Tests.Contract;

/// <summary>Manifest, classes, pages and readme speak of the same commands and the same parameters.</summary>
public sealed partial class CommandContractTests
{
    private static readonly string[] Names = [.. Commands.All.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> EachCommand => [.. Names];

    [Fact]
    public void The_manifest_exports_every_command_and_nothing_else()
    {
        var manifest = Repository.Read("HighmemTools.psd1");
        var list = CmdletsToExport().Match(manifest).Groups[1].Value;

        Assert.Equal(Names, Quoted().Matches(list).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void Every_command_has_a_page_and_every_page_a_command() =>
        Assert.Equal(Names, Repository.CommandPages.Select(Path.GetFileNameWithoutExtension));

    [Fact]
    public void The_readme_lists_every_command_with_its_page()
    {
        var rows = CommandRow().Matches(Repository.Read("README.md"));

        Assert.Equal(Names, rows.Select(row => row.Groups["name"].Value));
        Assert.All(rows, row => Assert.Equal(row.Groups["name"].Value, row.Groups["page"].Value));
    }

    [Fact]
    public void The_first_topic_names_every_command()
    {
        var topic = Repository.Read("docs/en-US/about_HighmemTools.help.txt");

        Assert.All(Names, name => Assert.Contains(name, topic, StringComparison.Ordinal));
    }

    [Fact]
    public void Classes_are_named_after_their_commands() =>
        Assert.All(
            Commands.All,
            command =>
                Assert.Equal(command.Key.Replace("-", "", StringComparison.Ordinal) + "Command", command.Value.Name)
        );

    [Theory]
    [MemberData(nameof(EachCommand))]
    public void A_page_documents_each_parameter_and_no_other(string name)
    {
        var page = Page(name);
        var documented = ParameterHeading().Matches(page).Select(m => m.Groups[1].Value);

        Assert.Equal(Commands.ParametersOf(Commands.All[name]), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EachCommand))]
    public void A_page_names_the_aliases_of_parameters(string name)
    {
        var page = Page(name);
        foreach (var (parameter, aliases) in Commands.AliasesOf(Commands.All[name]))
        {
            var heading = page.IndexOf($"\n### -{parameter}\n", StringComparison.Ordinal);
            var written = AliasList().Match(page, heading).Groups[1].Value;

            Assert.Equal(aliases, AliasItem().Matches(written).Select(m => m.Groups[1].Value));
        }
    }

    [Theory]
    [MemberData(nameof(EachCommand))]
    public void A_page_has_three_titled_examples_with_output(string name)
    {
        var examples = Page(name).Split("\n### Example ")[1..];

        Assert.True(examples.Length >= 3, $"{name} has {examples.Length} examples");
        Assert.All(
            examples,
            example => Assert.Matches(@"^\d+: \S.*\n[\s\S]*?\n```powershell\n[\s\S]+?\n```\n\n```output\n[^`]", example)
        );
    }

    [Theory]
    [MemberData(nameof(EachCommand))]
    public void A_page_names_types_and_errors_that_exist(string name)
    {
        var page = Page(name);
        var types = TypeHeading()
            .Matches(page)
            .Select(m => m.Groups[1].Value.Replace("[]", "", StringComparison.Ordinal));
        Assert.All(types, type => Assert.NotNull(TypeOf(type)));

        var errors = ErrorsLine().Match(page).Groups[1].Value;
        Assert.All(
            Word().Matches(errors).Select(m => m.Value).Where(w => w.Length > 1 && w != "with" && w != "Current"),
            id => Assert.Contains(id, HighmemTools.Errors.Ids)
        );
    }

    [Fact]
    public void Module_library_and_manifest_have_one_version()
    {
        var version = Version.Parse(ModuleVersion().Match(Repository.Read("HighmemTools.psd1")).Groups[1].Value);

        Assert.All(
            (Assembly[])
                [Commands.Module, typeof(Highmem.Machine.I386Machine).Assembly, typeof(Highmem.Cli.ExitCode).Assembly],
            assembly => Assert.Equal(version, Version.Parse(assembly.GetName().Version!.ToString(3)))
        );
        Assert.StartsWith($"# Changes\n\n## v{version} - ", Repository.Read("CHANGELOG.md"), StringComparison.Ordinal);
    }

    private static string Page(string name) => Repository.Read($"docs/en-US/{name}.md");

    private static Type? TypeOf(string name) =>
        Type.GetType(name)
        ?? Commands.Module.GetType(name)
        ?? typeof(Highmem.Machine.I386Machine).Assembly.GetType(name);

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\(([^)]*)\)", RegexOptions.None, 1000)]
    private static partial Regex CmdletsToExport();

    [GeneratedRegex("'([^']+)'", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| \[(?<name>\w+-\w+)\]\(docs/en-US/(?<page>[\w-]+)\.md\) \|", RegexOptions.Multiline, 1000)]
    private static partial Regex CommandRow();

    [GeneratedRegex(@"^### -(\w+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex ParameterHeading();

    [GeneratedRegex(@"^Aliases:(.*\n(?:- .*\n)*)", RegexOptions.Multiline, 1000)]
    private static partial Regex AliasList();

    [GeneratedRegex(@"^- (\w+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex AliasItem();

    [GeneratedRegex(@"^### ((?:Highmem|HighmemTools|System)\.\S+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex TypeHeading();

    [GeneratedRegex(@"^Errors: ([^.]*)\.", RegexOptions.Multiline, 1000)]
    private static partial Regex ErrorsLine();

    [GeneratedRegex(@"\w+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*ModuleVersion\s*=\s*'([^']+)'", RegexOptions.Multiline, 1000)]
    private static partial Regex ModuleVersion();
}
