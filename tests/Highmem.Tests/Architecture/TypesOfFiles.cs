using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Highmem.Tests.Architecture;

/// <summary>
/// A file declares one type and has its name, which further parts of the type extend (<c>Type.Part.cs</c>). Nested types
/// and those that only the file sees are its own affair; so is a generic type beside one of the same name.
/// </summary>
internal static class TypesOfFiles
{
    public static IEnumerable<Breach> Find(CodeBase code)
    {
        foreach (var tree in code.Trees)
        {
            var root = tree.GetRoot();
            var types = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<MemberDeclarationSyntax>()
                .Where(member => !member.Modifiers.Any(SyntaxKind.FileKeyword))
                .Select(member => (Name: NameOf(member), Member: member))
                .Where(type => type.Name.Length > 0)
                .DistinctBy(type => type.Name)
                .ToArray();
            var (file, name) = (tree.FilePath, Path.GetFileNameWithoutExtension(tree.FilePath));
            if (types.Length == 0 && !root.ChildNodes().OfType<GlobalStatementSyntax>().Any())
            {
                yield return new Breach(file, file, 1, "declares no type");
            }

            foreach (var type in types.Skip(1))
            {
                yield return new Breach(
                    $"{file}: {type.Name}",
                    file,
                    CodeBase.LineOf(type.Member),
                    $"{type.Name} is a second type beside {types[0].Name}"
                );
            }

            if (
                types is [var first, ..]
                && name != first.Name
                && !name.StartsWith(first.Name + ".", StringComparison.Ordinal)
            )
            {
                yield return new Breach(file, file, CodeBase.LineOf(first.Member), $"is not named after {first.Name}");
            }
        }
    }

    private static string NameOf(MemberDeclarationSyntax member) =>
        member switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => "",
        };
}
