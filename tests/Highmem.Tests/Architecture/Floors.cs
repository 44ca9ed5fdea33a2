namespace Highmem.Tests.Architecture;

/// <summary>A floor uses its own types and those of floors before it.</summary>
internal static class Floors
{
    private static readonly string[] Order =
    [
        "Addressing",
        "Boot",
        "Layout",
        "Physical",
        "Paging",
        "Slab",
        "Vmalloc",
        "HighMemory",
        "BlockIo",
        "Processes",
        "Texts",
        "Kernels",
        "Machine",
        "Images",
        "Experiments",
        "Reports",
    ];

    /// <summary>The number of the floor that a file of the library lies on; negative if there is no such floor.</summary>
    public static int NumberOf(string file) => Array.IndexOf(Order, NameOf(file));

    /// <summary>The floor of a file of the library; empty for a file outside all folders.</summary>
    public static string NameOf(string file) => file[..Math.Max(0, file.IndexOf('/', StringComparison.Ordinal))];

    /// <summary>Whether a reference leads to a later floor.</summary>
    public static bool LeadsUp(TypeReference reference) =>
        reference.DeclaredIn is { } declaredIn && NumberOf(declaredIn) > NumberOf(reference.File);

    public static IEnumerable<Breach> Find(CodeBase code) =>
        code
            .Trees.Select(tree => tree.FilePath)
            .Where(file => NumberOf(file) < 0)
            .Select(file => new Breach(file, file, 1, $"lies on no floor: they are {string.Join(", ", Order)}"))
            .Concat(
                code.References.Where(LeadsUp)
                    .Select(reference =>
                    {
                        var (from, to) = (NameOf(reference.File), NameOf(reference.DeclaredIn!));
                        return new Breach(
                            $"{reference.File} -> {to}",
                            reference.File,
                            reference.Line,
                            $"{from} uses {reference.Type.Name} of the later floor {to}"
                        );
                    })
            );
}
