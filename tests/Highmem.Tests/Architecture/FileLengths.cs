namespace Highmem.Tests.Architecture;

/// <summary>A file is short enough to be read in one go; the table of facts that a kernel is may be longer.</summary>
internal static class FileLengths
{
    private const int Limit = 400;

    public static IEnumerable<Breach> Find(CodeBase code) =>
        from tree in code.Trees
        where !tree.FilePath.StartsWith("Highmem/Kernels/", StringComparison.Ordinal)
        let lines = tree.GetText().ToString().AsSpan().TrimEnd().Count('\n') + 1
        where lines > Limit
        select new Breach(tree.FilePath, tree.FilePath, Limit + 1, $"{lines} lines; {Limit} are allowed");
}
