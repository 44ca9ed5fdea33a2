using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Highmem.Tests.Contract;

/// <summary>Every format view names existing types, properties and texts.</summary>
public sealed partial class FormatContractTests
{
    private static readonly XElement[] Views =
    [
        .. XDocument.Parse(Repository.Read("src/HighmemTools/HighmemTools.format.ps1xml")).Descendants("View"),
    ];

    public static TheoryData<string> EachView => [.. Views.Select(NameOf)];

    [Fact]
    public void Views_have_names_of_their_own() => Assert.Distinct(Views.Select(NameOf));

    [Theory]
    [MemberData(nameof(EachView))]
    public void A_view_is_for_types_that_exist(string name) =>
        Assert.All(TypeNames(View(name)), type => Assert.NotNull(TypeOf(type)));

    [Theory]
    [MemberData(nameof(EachView))]
    public void A_view_shows_properties_that_exist(string name)
    {
        var view = View(name);
        var shown = view.Descendants("PropertyName")
            .Select(e => e.Value)
            .Concat(
                view.Descendants("ScriptBlock")
                    .SelectMany(e => PropertyInScript().Matches(e.Value))
                    .Select(m => m.Groups[1].Value)
            )
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var type in TypeNames(view).Select(TypeOf))
        {
            Assert.All(shown, property => Assert.NotNull(type!.GetProperty(property)));
        }
    }

    [Theory]
    [MemberData(nameof(EachView))]
    public void A_view_calls_texts_that_exist(string name)
    {
        var calls = View(name).Descendants("ScriptBlock").SelectMany(e => FormatCall().Matches(e.Value));

        Assert.All(
            calls.Select(m => m.Groups[1].Value),
            method =>
                Assert.Contains(
                    typeof(HighmemTools.Format).GetMethods(BindingFlags.Static | BindingFlags.Public),
                    m => m.Name == method
                )
        );
    }

    [Theory]
    [MemberData(nameof(EachView))]
    public void A_table_has_a_header_for_each_column(string name)
    {
        foreach (var table in View(name).Descendants("TableControl"))
        {
            Assert.Equal(
                table.Descendants("TableColumnHeader").Count(),
                table.Descendants("TableRowEntry").First().Descendants("TableColumnItem").Count()
            );
        }
    }

    [Fact]
    public void Every_object_that_a_command_emits_has_a_view()
    {
        var viewed = Views.SelectMany(TypeNames).ToHashSet(StringComparer.Ordinal);
        var emitted = Commands
            .All.Values.SelectMany(command => command.GetCustomAttributesData())
            .Where(a => a.AttributeType.Name == "OutputTypeAttribute")
            .SelectMany(a => (IReadOnlyCollection<CustomAttributeTypedArgument>)a.ConstructorArguments[^1].Value!)
            .Select(argument => (Type)argument.Value!)
            .Where(type => type.Namespace!.StartsWith("Highmem", StringComparison.Ordinal));

        Assert.All(emitted, type => Assert.Contains(type.FullName!, viewed));
    }

    private static XElement View(string name) => Views.Single(view => NameOf(view) == name);

    private static string NameOf(XElement view) => view.Element("Name")!.Value;

    private static IEnumerable<string> TypeNames(XElement view) => view.Descendants("TypeName").Select(e => e.Value);

    private static Type? TypeOf(string name) =>
        typeof(Highmem.Machine.I386Machine).Assembly.GetType(name) ?? Commands.Module.GetType(name);

    [GeneratedRegex(@"\$_\.(\w+)(?!\w*\()", RegexOptions.None, 1000)]
    private static partial Regex PropertyInScript();

    [GeneratedRegex(@"\[HighmemTools\.Format\]::(\w+)\(", RegexOptions.None, 1000)]
    private static partial Regex FormatCall();
}
