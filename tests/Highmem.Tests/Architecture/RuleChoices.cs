using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Highmem.Tests.Architecture;

/// <summary>
/// What a kernel chooses by an enum of its rules is decided in one file; a second one that asks for the same choice
/// shows that it should have been an object that does the work. Kernels makes the choices and may look at them; a set
/// of flags is no choice.
/// </summary>
internal static partial class RuleChoices
{
    public static IEnumerable<Breach> Find(CodeBase code)
    {
        var enums = EnumsOfRules(code);
        var decisions =
            from model in code.Models
            let file = model.SyntaxTree.FilePath
            where Floors.NameOf(file) != "Kernels"
            from name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            where IsCompared(name)
            let field = model.GetSymbolInfo(name).Symbol as IFieldSymbol
            where field is not null && enums.Contains(field.ContainingType)
            select (Enum: field.ContainingType.Name, Member: field.Name, File: file, Line: CodeBase.LineOf(name));

        return from decision in decisions
            group decision by decision.Enum into sameEnum
            let files = sameEnum.Select(decision => decision.File).Distinct(StringComparer.Ordinal).ToArray()
            where files.Length > 1
            from decision in sameEnum
            select new Breach(
                $"{decision.Enum}: {decision.File}",
                decision.File,
                decision.Line,
                $"asks for {decision.Enum}.{decision.Member}, which is decided in {files.Length} files"
            );
    }

    private static HashSet<INamedTypeSymbol> EnumsOfRules(CodeBase code)
    {
        var types =
            from model in code.Models
            from record in model.SyntaxTree.GetRoot().DescendantNodes().OfType<RecordDeclarationSyntax>()
            where RulesName().IsMatch(record.Identifier.ValueText)
            from property in model.GetDeclaredSymbol(record)!.GetMembers().OfType<IPropertySymbol>()
            let type = property.Type as INamedTypeSymbol
            where type is not null
            select type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
                ? type.TypeArguments[0] as INamedTypeSymbol
                : type;

        return types
            .Where(type => type is { TypeKind: TypeKind.Enum } && !IsSetOfFlags(type))
            .ToHashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }

    private static bool IsSetOfFlags(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(FlagsAttribute));

    private static bool IsCompared(SimpleNameSyntax name)
    {
        SyntaxNode member = name;
        while (member.Parent is MemberAccessExpressionSyntax or QualifiedNameSyntax or ParenthesizedExpressionSyntax)
        {
            member = member.Parent;
        }

        return member.Parent
            is ConstantPatternSyntax
                or CaseSwitchLabelSyntax
                or BinaryExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.EqualsExpression
                        or (int)SyntaxKind.NotEqualsExpression
                        or (int)SyntaxKind.IsExpression
                };
    }

    [GeneratedRegex("Rules?$|^KernelProfile$", RegexOptions.None, 1000)]
    private static partial Regex RulesName();
}
