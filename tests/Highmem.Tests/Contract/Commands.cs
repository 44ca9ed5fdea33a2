using System.Management.Automation;
using System.Reflection;

namespace Highmem.Tests.Contract;

/// <summary>
/// The module's commands as their classes declare them. Attributes are read, never made: that would need PowerShell.
/// </summary>
internal static class Commands
{
    private static readonly string[] OfShouldProcess = ["Confirm", "WhatIf"];

    /// <summary>The module.</summary>
    public static Assembly Module { get; } = typeof(HighmemTools.Errors).Assembly;

    /// <summary>Classes by the names of their commands.</summary>
    public static IReadOnlyDictionary<string, Type> All { get; } =
        Module
            .GetTypes()
            .Where(type => !type.IsAbstract && Declaration(type) is not null)
            .ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>A command's parameters, without the common ones.</summary>
    public static IEnumerable<string> ParametersOf(Type command) =>
        Properties(command)
            .Select(property => property.Name)
            .Concat(
                Declaration(command)!
                    .NamedArguments.Any(a =>
                        a.MemberName == nameof(CmdletAttribute.SupportsShouldProcess) && a.TypedValue.Value is true
                    )
                    ? OfShouldProcess
                    : []
            )
            .Order(StringComparer.Ordinal);

    /// <summary>The other names of a command's parameters, by parameter.</summary>
    public static IEnumerable<(string Parameter, string[] Aliases)> AliasesOf(Type command) =>
        Properties(command).Select(property => (property.Name, Aliases(property)));

    private static string[] Aliases(PropertyInfo property) =>
        [
            .. property
                .GetCustomAttributesData()
                .Where(attribute => attribute.AttributeType == typeof(AliasAttribute))
                .SelectMany(attribute =>
                    (IReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!
                )
                .Select(argument => (string)argument.Value!),
        ];

    private static IEnumerable<PropertyInfo> Properties(Type command) =>
        command
            .GetProperties()
            .Where(property =>
                property
                    .GetCustomAttributesData()
                    .Any(attribute => attribute.AttributeType == typeof(ParameterAttribute))
            );

    private static CustomAttributeData? Declaration(Type type) =>
        type.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType == typeof(CmdletAttribute));

    private static string NameOf(Type type)
    {
        var arguments = Declaration(type)!.ConstructorArguments;
        return $"{arguments[0].Value}-{arguments[1].Value}";
    }
}
