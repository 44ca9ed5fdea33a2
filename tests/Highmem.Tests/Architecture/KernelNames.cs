using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Highmem.Tests.Architecture;

/// <summary>
/// A kernel's name or version stands nowhere in the code of the library outside Kernels, comments apart. Any number that
/// a kernel had is taken for its version, whatever stands beside it: 2.3 to 2.6 (the versions of slabinfo are lower), and
/// 3.0 to 6.99.
/// </summary>
internal static partial class KernelNames
{
    public static IEnumerable<Breach> Find(CodeBase code) =>
        from tree in code.Trees
        where Floors.NameOf(tree.FilePath) != "Kernels"
        from token in tree.GetRoot().DescendantTokens()
        from name in NamesIn(token)
        select new Breach(
            $"{tree.FilePath}: {name}",
            tree.FilePath,
            CodeBase.LineOf(token),
            $"{name} is the name of a kernel, in {token.ToString().Trim()}"
        );

    private static IEnumerable<string> NamesIn(SyntaxToken token)
    {
        switch (token.Kind())
        {
            case SyntaxKind.IdentifierToken when NameInIdentifier().IsMatch(token.ValueText):
                return [token.ValueText];
            case SyntaxKind.StringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.Utf8SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken when !IsPattern(token):
                return NameInText().Matches(token.ValueText).Select(match => match.Value);
            default:
                return [];
        }
    }

    // What a regular expression reads is not what the code knows.
    private static bool IsPattern(SyntaxToken token) =>
        token.Parent?.FirstAncestorOrSelf<AttributeSyntax>()?.Name.ToString() is "GeneratedRegex";

    [GeneratedRegex(@"Linux_?\d|(?<!\d)(?:2_[3-6]|[3-6]_\d)", RegexOptions.None, 1000)]
    private static partial Regex NameInIdentifier();

    [GeneratedRegex(@"(?<![\d.])(?:2\.[3-6]|[3-6]\.\d{1,2})(?:\.\d+)*(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex NameInText();
}
