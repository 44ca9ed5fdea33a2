using Highmem.Tests.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Highmem.Tests.Architecture;

/// <summary>C# sources as the compiler sees them. Parsed, and compiled, when first asked.</summary>
internal sealed class CodeBase
{
    // What the projects get by <ImplicitUsings>.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // No source generators run here, so that the methods they write have no bodies.
    private const string PartialMethodWithoutBody = "CS8795";

    // The sources may be of a newer language than the last that this compiler calls finished. Warnings are the build's
    // affair, and those about null cost most.
    private static readonly CSharpParseOptions Language = new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([
        new("run-nullable-analysis", "never"),
    ]);

    // All are made from this one, and so share what the framework declares.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "UnderGuard",
        [Parse(ImplicitUsings, "")],
        FindFramework(),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable
        )
    );

    private readonly Lazy<IReadOnlyList<SyntaxTree>> trees;
    private readonly Lazy<CSharpCompilation> compilation;
    private readonly Lazy<IReadOnlyList<SemanticModel>> models;
    private readonly Lazy<IReadOnlyList<string>> errors;
    private readonly Lazy<IReadOnlyList<TypeReference>> references;

    private CodeBase(IEnumerable<(string Path, string Text)> files)
    {
        // Not at once: other threads would wait for the static fields of this class, which may be in the making.
        trees = new(() => [.. files.AsParallel().AsOrdered().Select(file => Parse(file.Text, file.Path))]);
        compilation = new(() => Empty.AddSyntaxTrees(Trees));
        models = new(() => [.. Trees.Select(tree => compilation.Value.GetSemanticModel(tree))]);
        errors = new(FindErrors);
        references = new(() => [.. Models.AsParallel().AsOrdered().SelectMany(ReferenceCollector.Collect)]);
    }

    /// <summary>src/Highmem. A file is named by its path in there, so that the first folder is its floor.</summary>
    public static CodeBase Library { get; } = OfFolder("src/Highmem/");

    /// <summary>All that is shipped: the library, the module and the command line. Only its syntax can be had.</summary>
    public static CodeBase Source { get; } = OfFolder("src/");

    /// <summary>These tests. Only their syntax can be had.</summary>
    public static CodeBase Tests { get; } = OfFolder("tests/Highmem.Tests/");

    /// <summary>One tree for each file; its FilePath has slashes.</summary>
    public IReadOnlyList<SyntaxTree> Trees => trees.Value;

    /// <summary>What each of the trees means.</summary>
    public IReadOnlyList<SemanticModel> Models => models.Value;

    /// <summary>The errors of the compiler: where there are any, guards that ask for meaning may be blind.</summary>
    public IReadOnlyList<string> Errors => errors.Value;

    /// <summary>Which types each file uses.</summary>
    public IReadOnlyList<TypeReference> References => references.Value;

    /// <summary>Sources made up for a test.</summary>
    public static CodeBase Of(params (string Path, string Text)[] files) => new(files);

    /// <summary>The line of a node, from 1.</summary>
    public static int LineOf(SyntaxNodeOrToken node) => node.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1;

    private static CodeBase OfFolder(string folder) =>
        new(
            Repository
                .Files.Where(file =>
                    file.StartsWith(folder, StringComparison.Ordinal)
                    && file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
                )
                .Select(file => (file[folder.Length..], Repository.Read(file)))
        );

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Language, path);

    private static IEnumerable<MetadataReference> FindFramework()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

        // The rest of the list is what the tests use, PowerShell among it.
        return assemblies
            .Where(assembly => Path.GetDirectoryName(assembly) == folder)
            .Select(assembly => MetadataReference.CreateFromFile(assembly));
    }

    private IReadOnlyList<string> FindErrors() =>
        [
            .. compilation
                .Value.GetDiagnostics()
                .Where(message =>
                    message.Severity == DiagnosticSeverity.Error && message.Id != PartialMethodWithoutBody
                )
                .Select(message => message.ToString()),
        ];
}
