using Microsoft.CodeAnalysis;

namespace Highmem.Tests.Architecture;

/// <summary>The first place of a file where its code uses a type, named there or not.</summary>
/// <param name="File">The file that uses the type.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Type">The type.</param>
/// <param name="DeclaredIn">The file of the type; null if it is not of this code base.</param>
internal sealed record TypeReference(string File, int Line, INamedTypeSymbol Type, string? DeclaredIn)
{
    /// <summary>The namespace of the type; empty for those that have none.</summary>
    public string Namespace => Type.ContainingNamespace?.ToDisplayString() ?? "";
}
