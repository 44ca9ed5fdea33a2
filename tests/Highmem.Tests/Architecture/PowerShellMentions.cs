using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Highmem.Tests.Architecture;

/// <summary>The library can be used without PowerShell, and without any package: its code does not know of them.</summary>
internal static partial class PowerShellMentions
{
    private static readonly string[] Dependencies =
    [
        "PackageReference",
        "ProjectReference",
        "FrameworkReference",
        "Reference",
    ];

    /// <summary>Identifiers and texts that name PowerShell.</summary>
    public static IEnumerable<Breach> Find(CodeBase code) =>
        from tree in code.Trees
        from token in tree.GetRoot().DescendantTokens()
        where !token.IsKind(SyntaxKind.XmlTextLiteralToken) && Mention().IsMatch(token.ValueText)
        select new Breach(
            tree.FilePath,
            tree.FilePath,
            CodeBase.LineOf(token),
            $"the library speaks of PowerShell: {token.ToString().Trim()}"
        );

    /// <summary>What a project file depends on.</summary>
    public static IEnumerable<Breach> FindInProject(string file, string text) =>
        from item in XDocument.Parse(text, LoadOptions.SetLineInfo).Descendants()
        where Dependencies.Contains(item.Name.LocalName)
        let package = item.Attribute("Include")?.Value ?? item.Attribute("Update")?.Value
        select new Breach(
            $"{file}: {package}",
            file,
            ((System.Xml.IXmlLineInfo)item).LineNumber,
            $"the library depends on {package}"
        );

    [GeneratedRegex(@"PowerShell|pwsh|cmdlet|^Automation$|Management\.Automation", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Mention();
}
