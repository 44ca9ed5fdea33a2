using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Highmem.Tests.Architecture;

/// <summary>
/// Finds the types that the code of one file uses: those it names, those whose members it uses, and those that these
/// members take and give, named (<c>var</c>, a call of a call) or not. Comments and using directives are not code.
/// </summary>
/// <remarks>
/// Declarations are asked for their symbols, bodies for their operations: asking each name for its symbol takes twice
/// as long.
/// </remarks>
internal sealed class ReferenceCollector : OperationWalker
{
    private readonly Dictionary<INamedTypeSymbol, TypeReference> found = new(SymbolEqualityComparer.Default);
    private readonly SemanticModel model;
    private int line;

    private ReferenceCollector(SemanticModel model) => this.model = model;

    /// <summary>The types, each once, with its first line.</summary>
    public static IReadOnlyList<TypeReference> Collect(SemanticModel model)
    {
        var collector = new ReferenceCollector(model);
        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes(node => !IsBody(node)))
        {
            collector.line = CodeBase.LineOf(node);
            if (IsBody(node) || node is AttributeSyntax or PrimaryConstructorBaseTypeSyntax)
            {
                collector.Visit(model.GetOperation(node));
            }
            else if (node is MemberDeclarationSyntax or VariableDeclaratorSyntax or ParameterSyntax)
            {
                collector.AddDeclaration(model.GetDeclaredSymbol(node));
            }
        }

        return [.. collector.found.Values.OrderBy(reference => reference.Line)];
    }

    public override void Visit(IOperation? operation)
    {
        if (operation is null)
        {
            return;
        }

        line = CodeBase.LineOf(operation.Syntax);
        AddType(operation.Type);
        AddAll(TypesOf(operation));
        if (operation is INameOfOperation)
        {
            // What is named is not evaluated, so that no operation stands for it.
            foreach (var name in operation.Syntax.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                AddMember(model.GetSymbolInfo(name).Symbol);
            }
        }

        base.Visit(operation);
    }

    private static bool IsBody(SyntaxNode node) =>
        node
            is BlockSyntax
                or ArrowExpressionClauseSyntax
                or EqualsValueClauseSyntax
                or ConstructorInitializerSyntax
                or GlobalStatementSyntax;

    private IEnumerable<ITypeSymbol?> TypesOf(IOperation operation)
    {
        switch (operation)
        {
            case IMemberReferenceOperation reference:
                AddMember(reference.Member);
                break;
            case IInvocationOperation call:
                AddMember(call.TargetMethod);
                break;
            case IObjectCreationOperation creation:
                AddMember(creation.Constructor);
                break;
            case IConversionOperation conversion:
                AddMember(conversion.OperatorMethod);
                break;
            case IBinaryOperation binary:
                AddMember(binary.OperatorMethod);
                break;
            case IUnaryOperation unary:
                AddMember(unary.OperatorMethod);
                break;
            case ILocalFunctionOperation function:
                AddDeclaration(function.Symbol);
                break;
            case IAnonymousFunctionOperation function:
                AddDeclaration(function.Symbol);
                break;
            case IVariableDeclaratorOperation variable:
                return [variable.Symbol.Type];
            case IForEachLoopOperation loop:
                return loop.Locals.Select(local => local.Type);
            case ICatchClauseOperation clause:
                return [clause.ExceptionType];
            case ITypeOfOperation typeOf:
                return [typeOf.TypeOperand];
            case ISizeOfOperation sizeOf:
                return [sizeOf.TypeOperand];
            case IIsTypeOperation isType:
                return [isType.TypeOperand];
            case IPatternOperation pattern:
                return [pattern.InputType, pattern.NarrowedType];
        }

        return [];
    }

    private void AddDeclaration(ISymbol? symbol)
    {
        AddMember(symbol);
        switch (symbol)
        {
            case INamedTypeSymbol type:
                AddType(type.BaseType);
                AddAll(type.Interfaces);
                AddAll(type.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes));
                AddMember(type.DelegateInvokeMethod);
                break;
            case IMethodSymbol method:
                AddAll(method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes));
                break;
        }
    }

    // A member with the types of its signature.
    private void AddMember(ISymbol? symbol)
    {
        AddType(symbol as ITypeSymbol ?? symbol?.ContainingType);
        switch (symbol)
        {
            case IParameterSymbol parameter:
                AddType(parameter.Type);
                break;
            case IFieldSymbol field:
                AddType(field.Type);
                break;
            case IEventSymbol @event:
                AddType(@event.Type);
                break;
            case IPropertySymbol property:
                AddType(property.Type);
                AddAll(property.Parameters.Select(parameter => parameter.Type));
                break;
            case IMethodSymbol method:
                AddType(method.ReturnType);
                AddAll(method.Parameters.Select(parameter => parameter.Type));
                AddAll(method.TypeArguments);
                break;
        }
    }

    private void AddAll(IEnumerable<ITypeSymbol?> types)
    {
        foreach (var type in types)
        {
            AddType(type);
        }
    }

    private void AddType(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                AddType(array.ElementType);
                break;
            case IPointerTypeSymbol pointer:
                AddType(pointer.PointedAtType);
                break;
            case INamedTypeSymbol named:
                var definition = named.OriginalDefinition;
                if (!found.ContainsKey(definition))
                {
                    var declaration = definition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath;
                    found.Add(definition, new TypeReference(model.SyntaxTree.FilePath, line, definition, declaration));
                }

                AddAll(named.TypeArguments);
                AddType(named.ContainingType);
                break;
        }
    }
}
