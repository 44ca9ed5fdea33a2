namespace Highmem.Tests.Architecture;

/// <summary>
/// No folder uses itself by way of others; a folder and one inside it are two. References to a later floor are left to
/// <see cref="Floors"/>: without them every circle lies within one floor.
/// </summary>
internal static class FolderCircles
{
    public static IEnumerable<Breach> Find(CodeBase code)
    {
        // The first reference stands for all between two folders.
        var edges = code
            .References.Where(reference => reference.DeclaredIn is not null && !Floors.LeadsUp(reference))
            .GroupBy(reference => (From: FolderOf(reference.File), To: FolderOf(reference.DeclaredIn!)))
            .Where(edge => edge.Key.From != edge.Key.To)
            .ToDictionary(edge => edge.Key, edge => edge.First());
        var uses = edges.Keys.ToLookup(edge => edge.From, edge => edge.To);

        foreach (var ((from, to), example) in edges)
        {
            if (WayBetween(to, from, uses) is { } wayBack)
            {
                yield return new Breach(
                    $"{from} -> {to}",
                    example.File,
                    example.Line,
                    $"{from} uses {example.Type.Name} of {to}, which leads back: {string.Join(" -> ", wayBack)}"
                );
            }
        }
    }

    private static string FolderOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];

    private static IReadOnlyList<string>? WayBetween(string from, string to, ILookup<string, string> uses)
    {
        var ways = new Queue<IReadOnlyList<string>>([
            [from],
        ]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        while (ways.TryDequeue(out var way))
        {
            if (way[^1] == to)
            {
                return way;
            }

            foreach (var next in uses[way[^1]].Where(seen.Add))
            {
                ways.Enqueue([.. way, next]);
            }
        }

        return null;
    }
}
