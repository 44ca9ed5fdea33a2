namespace Highmem.Boot;

/// <summary>What a machine's kernel has printed (dmesg). Lines are only ever added.</summary>
internal sealed class KernelLog(string machine)
{
    private readonly List<KernelLogEntry> entries = [];

    public int Count => entries.Count;

    /// <summary>Adds a line; null is a kernel that says nothing.</summary>
    public void Print(string? text)
    {
        if (text is not null)
        {
            entries.Add(new(machine, entries.Count + 1, text));
        }
    }

    public void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Print(line);
        }
    }

    public KernelLogEntry[] Snapshot(int skip = 0) => [.. entries.Skip(skip)];
}
