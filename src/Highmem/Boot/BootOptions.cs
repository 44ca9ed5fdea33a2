using Highmem.Addressing;

namespace Highmem.Boot;

/// <summary>What a kernel command line changes, as one kernel reads it. Options the kernel lacks are not seen.</summary>
public sealed record BootOptions
{
    /// <summary>The command line as given.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The e820 map after <c>mem=</c> and <c>memmap=</c>.</summary>
    public required E820Map Map { get; init; }

    /// <summary>Whether an option edited the map (the kernel then prints it as user-defined).</summary>
    public bool MapIsUserDefined { get; init; }

    /// <summary>highmem= in pages; null when not given.</summary>
    public long? HighmemPages { get; init; }

    /// <summary>vmalloc= in bytes, as given; null when not given.</summary>
    public long? VmallocReserve { get; init; }

    /// <summary>reservetop= in bytes.</summary>
    public long ReserveTop { get; init; }

    /// <summary><c>mem=nopentium</c>: large pages are not used.</summary>
    public bool NoPse { get; init; }

    /// <summary>memfrac= (2.4.21); null when not given.</summary>
    public IReadOnlyList<int>? MemFrac { get; init; }

    /// <summary>Options whose value the kernel refuses, by name; it prints a line for each.</summary>
    public IReadOnlyList<string> Malformed { get; init; } = [];

    /// <summary>Whether the command line has a word that takes no value.</summary>
    public bool Has(string word) => CommandLine.Split(' ').Contains(word, StringComparer.Ordinal);

    /// <summary>
    /// Reads a command line word by word, in order; only blanks part words. A word whose name is in
    /// <paramref name="grammar"/> is applied; all others are somebody else's.
    /// </summary>
    internal static BootOptions Parse(
        string commandLine,
        E820Map firmware,
        IReadOnlyDictionary<string, BootOptionHandler> grammar
    )
    {
        var options = new BootOptions { CommandLine = commandLine, Map = firmware };
        foreach (var word in commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && grammar.TryGetValue(word[..equals], out var handler))
            {
                options = handler(options, word[(equals + 1)..]);
            }
        }

        return options;
    }

    /// <summary><c>highmem=</c>, in all three kernels: pages in 32 bits, of which -1 means "not given".</summary>
    internal static BootOptions Highmem(BootOptions options, string value)
    {
        var pages = unchecked((uint)(NumberText.MemParse(value, out _) >>> PageSize.Shift));
        return options with { HighmemPages = pages == uint.MaxValue ? null : pages };
    }

    /// <summary><c>vmalloc=</c>, in 2.6.9 and 2.6.31.</summary>
    internal static BootOptions Vmalloc(BootOptions options, string value) =>
        options with
        {
            VmallocReserve = Number32(value),
        };

    /// <summary>A number that the kernel keeps in an unsigned long.</summary>
    internal static long Number32(string value) => unchecked((uint)NumberText.MemParse(value, out _));

    /// <summary>
    /// A memory range of the form <c>size@start</c> (usable), <c>size#start</c> (ACPI data) or <c>size$start</c>
    /// (reserved); null when there is no separator, with the bare size in <paramref name="size"/>.
    /// </summary>
    internal static E820Entry? RangeOf(string value, string separators, out long size) =>
        RangeOf(value, separators, out size, out _);

    /// <summary>The same; <paramref name="isWhole"/> tells whether nothing stands behind the numbers.</summary>
    internal static E820Entry? RangeOf(string value, string separators, out long size, out bool isWhole)
    {
        size = NumberText.MemParse(value, out var consumed);
        if (consumed >= value.Length || !separators.Contains(value[consumed], StringComparison.Ordinal))
        {
            isWhole = consumed >= value.Length;
            return null;
        }

        var start = NumberText.MemParse(value.AsSpan(consumed + 1), out var rest);
        isWhole = consumed + 1 + rest >= value.Length;
        var type = value[consumed] switch
        {
            '#' => E820Type.AcpiData,
            '$' => E820Type.Reserved,
            _ => E820Type.Usable,
        };
        return start >= 0 && size >= 0 && start + size >= start ? new E820Entry(start, start + size, type) : null;
    }

    /// <summary>The options with one more that the kernel refuses.</summary>
    internal BootOptions Refuse(string name) => this with { Malformed = [.. Malformed, name] };

    /// <summary>The options with the map edited by the user.</summary>
    internal BootOptions WithUserMap(E820Map map) => this with { Map = map, MapIsUserDefined = true };
}
