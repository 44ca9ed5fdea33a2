using System.Management.Automation;

namespace HighmemTools.Commands;

/// <summary>Chooses by name; wildcards are allowed.</summary>
internal sealed class NameFilter(IEnumerable<string> names)
{
    private readonly List<(string Name, WildcardPattern Pattern)> patterns =
    [
        .. names.Select(name =>
            (name, WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))
        ),
    ];

    /// <summary>Whether a name is wanted.</summary>
    public bool Takes(string name) => patterns.Exists(p => p.Pattern.IsMatch(name));

    /// <summary>What was asked for without wildcards and is not there.</summary>
    /// <param name="all">The names there are.</param>
    public IEnumerable<string> Missing(IReadOnlyCollection<string> all) =>
        patterns
            .Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Name) && !all.Any(p.Pattern.IsMatch))
            .Select(p => p.Name);
}
