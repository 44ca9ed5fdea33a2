using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Highmem.Tests.Architecture;

/// <summary>The library does not look at itself: what a fork copies or a digest covers is written down.</summary>
internal static class ReflectionUse
{
    private const string Forbidden = "System.Reflection";

    public static IEnumerable<Breach> Find(CodeBase code) =>
        code
            .References.Where(reference =>
                // MemberInfo declares Type.Name, which a message may say.
                IsForbidden(reference.Namespace) && reference.Type.Name != nameof(System.Reflection.MemberInfo)
            )
            .Select(reference => new Breach(
                reference.File,
                reference.File,
                reference.Line,
                $"uses {reference.Type.ToDisplayString()}"
            ))
            .Concat(
                from tree in code.Trees
                from directive in tree.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>()
                where IsForbidden(directive.NamespaceOrType.ToString())
                select new Breach(tree.FilePath, tree.FilePath, CodeBase.LineOf(directive), directive.ToString())
            );

    private static bool IsForbidden(string name) =>
        name == Forbidden || name.StartsWith(Forbidden + ".", StringComparison.Ordinal);
}
