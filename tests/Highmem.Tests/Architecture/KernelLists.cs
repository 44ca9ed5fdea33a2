using Highmem.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Highmem.Tests.Architecture;

/// <summary>
/// What is the same for every kernel is tested by <see cref="EachKernelAttribute"/>: a list of all kernels in
/// <c>InlineData</c> would not know of the next one.
/// </summary>
internal static class KernelLists
{
    public static IEnumerable<Breach> Find(CodeBase code) =>
        from tree in code.Trees
        from method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        from rows in method
            .AttributeLists.SelectMany(list => list.Attributes)
            .Where(attribute => attribute.Name.ToString() == "InlineData")
            .Select(attribute => (Attribute: attribute, Arguments: ArgumentsOf(attribute)))
            .Where(row => row.Arguments.Length > 0)
            .GroupBy(row => string.Join(", ", row.Arguments.Skip(1)), StringComparer.Ordinal)
        where KernelProfiles.All.All(kernel => rows.Any(row => row.Arguments[0] == $"\"{kernel.Version}\""))
        select new Breach(
            $"{tree.FilePath}: {method.Identifier.ValueText}",
            tree.FilePath,
            CodeBase.LineOf(rows.First().Attribute),
            $"{method.Identifier.ValueText} lists all kernels: write [EachKernel{(rows.Key.Length > 0 ? $"({rows.Key})" : "")}]"
        );

    // One blank, whatever a formatter made of it.
    private static string[] ArgumentsOf(AttributeSyntax attribute) =>
        [.. attribute.ArgumentList?.Arguments.Select(argument => argument.NormalizeWhitespace().ToString()) ?? []];
}
