using System.Globalization;
using System.Text.RegularExpressions;

namespace Highmem.Reports.VmallocInfo;

/// <summary>The parts of a line of /proc/vmallocinfo (mm/vmalloc.c: s_show), as any kernel since 2.6.27 prints it.</summary>
internal sealed partial record VmallocInfoLine
{
    // In the order in which they are printed.
    private static readonly (VmallocInfoFlags Flag, string Word)[] AllWords =
    [
        (VmallocInfoFlags.Ioremap, "ioremap"),
        (VmallocInfoFlags.Sparse, "sparse"),
        (VmallocInfoFlags.Vmalloc, "vmalloc"),
        (VmallocInfoFlags.Vmap, "vmap"),
        (VmallocInfoFlags.User, "user"),
        (VmallocInfoFlags.DmaCoherent, "dma-coherent"),
        (VmallocInfoFlags.Vpages, "vpages"),
    ];

    private const VmallocInfoFlags Kinds =
        VmallocInfoFlags.Ioremap
        | VmallocInfoFlags.Sparse
        | VmallocInfoFlags.Vmalloc
        | VmallocInfoFlags.Vmap
        | VmallocInfoFlags.DmaCoherent;

    private const string VmMapRam = "vm_map_ram";
    private const string Unpurged = "unpurged vm_area";

    /// <summary>The line of the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The first address.</summary>
    public required ulong Start { get; init; }

    /// <summary>One past the last.</summary>
    public required ulong End { get; init; }

    /// <summary>Bytes as printed.</summary>
    public required long Size { get; init; }

    /// <summary>Hex digits of an address: 8 or 16.</summary>
    public required int Digits { get; init; }
    public string Caller { get; init; } = "";
    public long? Pages { get; init; }
    public ulong? Physical { get; init; }

    /// <summary>Digits of phys= behind its 0x; 0 where it has none.</summary>
    public int PhysicalDigits { get; init; }
    public VmallocInfoFlags Flags { get; init; }
    public string Nodes { get; init; } = "";

    /// <summary>Whether the two addresses are as far apart as the size says, and begin a page.</summary>
    public bool IsConsistent => Size > 0 && End - Start == (ulong)Size && ((Start | End) & 0xFFF) == 0;

    /// <summary>The words of flags, each behind a space.</summary>
    public static string Words(VmallocInfoFlags flags) =>
        flags switch
        {
            VmallocInfoFlags.VmMapRam => " " + VmMapRam,
            VmallocInfoFlags.Unpurged => " " + Unpurged,
            _ => string.Concat(AllWords.Where(w => flags.HasFlag(w.Flag)).Select(w => " " + w.Word)),
        };

    /// <summary>Whether a line shows words in place of addresses, because the kernel hides them.</summary>
    public static bool HidesAddresses(string line) => line.Contains("ptrval", StringComparison.Ordinal);

    /// <summary>Takes a line apart. What the parts say together is checked later, when all lines are known.</summary>
    /// <exception cref="FormatException">The line is none of /proc/vmallocinfo; the message says why.</exception>
    public static VmallocInfoLine Parse(string line, int number)
    {
        var head = Head().Match(line);
        if (!head.Success)
        {
            throw new FormatException(
                line.StartsWith("0x", StringComparison.Ordinal)
                    ? "the line ends before its size, or is damaged; it must begin as '0xf7ffe000-0xf8000000    8192'."
                    : "this is no line of /proc/vmallocinfo, which begins as '0xf7ffe000-0xf8000000    8192'."
            );
        }

        var (start, end) = (head.Groups["start"].Value, head.Groups["end"].Value);
        if (start.Length != end.Length || start.Length is not (8 or 16))
        {
            throw new FormatException(
                "an address has 8 hex digits, on a 64-bit kernel 16; the two of this line do not agree."
            );
        }

        var from = HexNumber(start);
        var to = HexNumber(end);
        if (!long.TryParse(head.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw new FormatException($"the size {head.Groups["size"].Value} is too large.");
        }

        // The end of 4 GB does not fit eight digits.
        var parsed = new VmallocInfoLine
        {
            Number = number,
            Start = from,
            End = to == 0 && from > 0 && start.Length == 8 ? 1UL << 32 : to,
            Size = size,
            Digits = start.Length,
        };
        return parsed.WithRest(head.Groups["rest"].Value.Trim());
    }

    private VmallocInfoLine WithRest(string rest)
    {
        if (rest is VmMapRam or Unpurged)
        {
            return this with { Flags = rest == VmMapRam ? VmallocInfoFlags.VmMapRam : VmallocInfoFlags.Unpurged };
        }

        var tail = Tail().Match(rest);
        if (!tail.Success)
        {
            throw new FormatException(
                $"behind the size stands '{rest}', which is not 'caller pages=n phys=x ioremap|vmalloc|vmap|… N0=n', nor 'vm_map_ram' or 'unpurged vm_area'."
            );
        }

        var physical = tail.Groups["phys"].Value;
        var hasPrefix = physical.StartsWith("0x", StringComparison.Ordinal);
        var flags = Flagged(tail.Groups["word"]);
        var parsed = this with
        {
            Caller = tail.Groups["caller"].Value,
            Pages = tail.Groups["pages"] is { Success: true } pages ? Number10(pages.Value) : null,
            Physical = physical.Length > 0 ? HexNumber(hasPrefix ? physical[2..] : physical) : null,
            PhysicalDigits = hasPrefix ? physical.Length - 2 : 0,
            Flags = flags,
            Nodes = string.Join(' ', tail.Groups["node"].Captures.Select(n => n.Value)),
        };
        parsed.CheckNodes();
        return parsed;
    }

    private static VmallocInfoFlags Flagged(Group words)
    {
        var flags = VmallocInfoFlags.None;
        foreach (var word in words.Captures.Select(w => w.Value))
        {
            var flag = Array.Find(AllWords, w => w.Word == word).Flag;
            if (flag <= VmallocInfoFlags.None || flags.HasFlag(flag))
            {
                throw new FormatException(
                    flag == VmallocInfoFlags.None
                        ? $"'{word}' is none of the words that end a line: {string.Join(", ", AllWords.Select(w => w.Word))}."
                        : $"'{word}' stands there twice."
                );
            }

            flags |= flag;
        }

        return (flags & Kinds) != VmallocInfoFlags.None
            ? flags
            : throw new FormatException(
                "the line ends too early: nothing says what the area is (ioremap, vmalloc, vmap, dma-coherent, sparse)."
            );
    }

    private void CheckNodes()
    {
        var sum =
            Nodes.Length == 0
                ? 0
                : Nodes.Split(' ').Sum(n => Number10(n[(n.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        if (Nodes.Length > 0 && sum != Pages)
        {
            throw new FormatException(
                FormattableString.Invariant(
                    $"the nodes have {sum} pages together, and pages= says {Pages ?? 0}: the line is damaged."
                )
            );
        }
    }

    private static ulong HexNumber(string digits) =>
        ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"'{digits}' is no number of 64 bits.");

    private static long Number10(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"'{digits}' is no number of pages.");

    [GeneratedRegex(
        @"^0x(?<start>[0-9a-f]+)-0x(?<end>[0-9a-f]+)\s+(?<size>\d+)(?:\s+(?<rest>\S.*))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Head();

    // A caller is symbol+0x1/0x2, perhaps with [module] or [module buildid], or a bare address. An emulated machine
    // also has bare words; one that could be what the area is stands before pages= or phys=.
    [GeneratedRegex(
        @"^(?<caller>(?:[\w.$]+\+0x[0-9a-f]+/0x[0-9a-f]+|(?:0x)?(?:[0-9a-f]{8}|[0-9a-f]{16})|\(null\)|(?!(?:ioremap|sparse|vmalloc|vmap|user|dma-coherent|vpages)\b(?!\s+(?:pages|phys)=))[\w.$-]+(?=\s))(?:\s\[\w[\w-]*(?:\s[0-9a-f]+)?\])?)?(?:(?:^|\s+)pages=(?<pages>\d+))?(?:(?:^|\s+)phys=(?<phys>(?:0x)?[0-9a-f]+))?(?:(?:^|\s+)(?<word>[a-z][a-z-]*))*(?:\s+(?<node>N\d+=\d+))*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Tail();
}
