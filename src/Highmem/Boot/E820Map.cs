using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Addressing;

namespace Highmem.Boot;

/// <summary>
/// The firmware's map of physical memory: sorted, disjoint ranges. Immutable; each edit gives a new map.
/// </summary>
public sealed partial class E820Map : IReadOnlyList<E820Entry>
{
    /// <summary>The end of what an i386 with PAE can address: 64 GiB.</summary>
    public const long PhysicalLimit = 1L << 36;

    /// <summary>Where a PC's device space below 4 GiB usually begins.</summary>
    public const long DefaultPciHoleStart = 3L << 30;

    private const long IsaHoleStart = 0xa0000;
    private const long HighMemoryArea = 0x100000;
    private const long FourGigabytes = 1L << 32;

    // 640 KB less the extended BIOS data area, which takes the last kilobyte.
    private const long ConventionalMemoryEnd = 0x9fc00;
    private readonly List<E820Entry> entries;

    /// <summary>
    /// A map of any ranges. They are sorted, and where they overlap the higher type number wins, as
    /// sanitize_e820_map does in all three kernels; neighbours of one type are merged.
    /// </summary>
    /// <exception cref="ArgumentException">A range is empty or turned round, or none is usable.</exception>
    public E820Map(IEnumerable<E820Entry> ranges)
        : this(Sanitize(ranges))
    {
        if (!entries.Exists(e => e.Type == E820Type.Usable))
        {
            throw new ArgumentException(
                "The e820 map has no usable range, so there is no memory to boot in.",
                nameof(ranges)
            );
        }
    }

    private E820Map(List<E820Entry> sanitized) => entries = sanitized;

    /// <inheritdoc/>
    public int Count => entries.Count;

    /// <summary>Bytes of usable memory, in whole pages.</summary>
    public long UsableBytes => Usable.Sum(e => (e.EndPfn - e.FirstPfn) << PageSize.Shift);

    /// <summary>The usable ranges that hold at least one whole page.</summary>
    public IEnumerable<E820Entry> Usable => entries.Where(e => e.Type == E820Type.Usable && e.FirstPfn < e.EndPfn);

    /// <inheritdoc/>
    public E820Entry this[int index] => entries[index];

    /// <summary>
    /// The map of a PC with <paramref name="size"/> bytes of RAM: 640 KB less the EBDA, the hole up to 1 MB, RAM up
    /// to <paramref name="pciHoleStart"/>, and what is left from 4 GiB on. RAM that the hole pushes over 64 GiB is
    /// lost, as on a board with 36 address lines.
    /// </summary>
    /// <param name="size">Bytes of RAM, rounded down to pages; from 2 MB to 64 GiB.</param>
    /// <param name="pciHoleStart">Where device space begins, from 16 MB to 4 GiB; 0 for no hole.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static E820Map FromMemorySize(long size, long pciHoleStart = DefaultPciHoleStart)
    {
        if (size is < 2 << 20 or > PhysicalLimit)
        {
            throw new ArgumentOutOfRangeException(
                nameof(size),
                size,
                "The memory size must be from 2 MB to 64 GB: a 32-bit kernel is loaded at 1 MB and PAE ends at 64 GB."
            );
        }

        if (pciHoleStart != 0 && pciHoleStart is < 16 << 20 or > FourGigabytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(pciHoleStart),
                pciHoleStart,
                "The PCI hole starts from 16 MB to 4 GB; 0 means none."
            );
        }

        size = PageSize.AlignDown(size);
        var lowEnd = pciHoleStart == 0 ? size : Math.Min(size, PageSize.AlignDown(pciHoleStart));
        List<E820Entry> ranges =
        [
            new(0, ConventionalMemoryEnd, E820Type.Usable),
            new(ConventionalMemoryEnd, IsaHoleStart, E820Type.Reserved),
            new(0xf0000, HighMemoryArea, E820Type.Reserved),
            new(HighMemoryArea, lowEnd, E820Type.Usable),
        ];
        if (lowEnd <= 0xfffc0000)
        {
            ranges.Add(new(0xfffc0000, FourGigabytes, E820Type.Reserved));
        }

        if (size > lowEnd)
        {
            ranges.Add(new(FourGigabytes, Math.Min(FourGigabytes + size - lowEnd, PhysicalLimit), E820Type.Usable));
        }

        return new E820Map(ranges);
    }

    /// <summary>
    /// Reads a map from lines of a boot log (<c>BIOS-e820: 0000000000000000 - 000000000009fc00 (usable)</c>,
    /// <c>BIOS-e820: [mem 0x…-0x…] usable</c>, Xen's <c>Xen: …</c>) or from lines <c>start-end type</c>.
    /// </summary>
    /// <exception cref="FormatException">A line is not a range, or there is none.</exception>
    public static E820Map Parse(IEnumerable<string> lines) => new(ParseRanges(lines));

    /// <summary>Reads the ranges of such lines as they stand: in their order, overlaps and all.</summary>
    /// <exception cref="FormatException">A line is not a range, or there is none.</exception>
    public static IReadOnlyList<E820Entry> ParseRanges(IEnumerable<string> lines)
    {
        var ranges = new List<E820Entry>();
        foreach (var line in lines.Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            ranges.Add(
                TryParseLine(line)
                    ?? throw new FormatException(
                        $"'{line.Trim()}' is not an e820 range. Write it as '0000000000100000 - 0000000040000000 (usable)'."
                    )
            );
        }

        return ranges.Count == 0
            ? throw new FormatException("The e820 map is empty: give at least one range.")
            : ranges;
    }

    /// <summary>Whether two ranges claim the same bytes, which a map settles as the kernel does.</summary>
    public static bool HaveOverlap(IEnumerable<E820Entry> ranges)
    {
        var sorted = ranges.OrderBy(e => e.Start).ToList();
        return sorted.Zip(sorted.Skip(1)).Any(pair => pair.Second.Start < pair.First.End);
    }

    /// <summary>Reads one range, or gives null if the line holds none.</summary>
    public static E820Entry? TryParseLine(string line)
    {
        var match = RangeLine().Match(line);
        if (
            !match.Success
            || !TryHex(match.Groups["start"].Value, out var start)
            || !TryHex(match.Groups["end"].Value, out var end)
        )
        {
            return null;
        }

        // The bracketed form of later kernels names the last byte, the older one the end.
        if (match.Groups["bracket"].Success)
        {
            end++;
        }

        E820Type? type = match.Groups["type"].Value.ToLowerInvariant() switch
        {
            "usable" or "ram" => E820Type.Usable,
            "reserved" => E820Type.Reserved,
            "acpi data" => E820Type.AcpiData,
            "acpi nvs" => E820Type.AcpiNvs,
            "unusable" => E820Type.Unusable,
            var other
                when other.StartsWith("type ", StringComparison.Ordinal)
                    && int.TryParse(other.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                (E820Type)number,
            _ => null,
        };
        return type is null ? null : new E820Entry(start, end, type.Value);
    }

    /// <summary>The map with one more range; see the constructor for overlaps.</summary>
    public E820Map Add(E820Entry range) => range.Size <= 0 ? this : new(Sanitize(entries.Append(range)));

    /// <summary>An empty map, as <c>mem=exactmap</c> makes it: only ranges added later count.</summary>
    internal static E820Map Empty { get; } = new([]);

    /// <summary>
    /// The map cut at the first usable range that reaches <paramref name="limit"/>; what is listed behind it is
    /// dropped (2.4.21 and 2.6.9 setup.c: limit_regions).
    /// </summary>
    internal E820Map LimitRegions(long limit)
    {
        var cut = entries.FindIndex(e => e.Type == E820Type.Usable && e.End >= limit);
        if (cut < 0)
        {
            return this;
        }

        var kept = entries.Take(cut).ToList();
        if (limit > entries[cut].Start)
        {
            kept.Add(entries[cut] with { End = limit });
        }

        return new(kept);
    }

    /// <summary>
    /// The map without usable memory from 640 KB to 1 MB, where a PC has none whatever its firmware says (2.4.21 and
    /// 2.6.9 setup.c: copy_e820_map).
    /// </summary>
    internal E820Map WithoutIsaHole() =>
        new(
            entries
                .SelectMany(e =>
                    e.Type != E820Type.Usable
                        ? [e]
                        : (E820Entry[])
                            [
                                e with
                                {
                                    End = Math.Min(e.End, IsaHoleStart),
                                },
                                e with
                                {
                                    Start = Math.Max(e.Start, HighMemoryArea),
                                },
                            ]
                )
                .Where(e => e.Size > 0)
                .ToList()
        );

    /// <summary>The map without usable memory from <paramref name="limit"/> on (2.6.31 e820.c: e820_remove_range).</summary>
    internal E820Map RemoveUsableFrom(long limit) =>
        new(
            entries
                .Select(e => e.Type == E820Type.Usable && e.End > limit ? e with { End = Math.Max(limit, e.Start) } : e)
                .Where(e => e.Size > 0)
                .ToList()
        );

    /// <summary>The map with usable memory inside a range turned into another type (2.6.31: e820_update_range).</summary>
    internal E820Map Retype(long start, long end, E820Type type) =>
        new(
            Sanitize(
                entries
                    .SelectMany(e =>
                        e.Type != E820Type.Usable || e.End <= start || e.Start >= end
                            ? [e]
                            : (E820Entry[])
                                [
                                    e with
                                    {
                                        End = Math.Max(e.Start, start),
                                    },
                                    new(Math.Max(e.Start, start), Math.Min(e.End, end), type),
                                    e with
                                    {
                                        Start = Math.Min(e.End, end),
                                    },
                                ]
                    )
                    .Where(e => e.Size > 0)
            )
        );

    /// <inheritdoc/>
    public IEnumerator<E820Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static List<E820Entry> Sanitize(IEnumerable<E820Entry> ranges)
    {
        var given = ranges.ToList();
        if (given.Find(e => e.Start < 0 || e.End <= e.Start) is { } bad)
        {
            throw new ArgumentException($"The e820 range {bad} is empty or ends before it starts.", nameof(ranges));
        }

        var borders = given.SelectMany(e => new[] { e.Start, e.End }).Distinct().Order().ToList();
        var sane = new List<E820Entry>();
        for (var i = 0; i + 1 < borders.Count; i++)
        {
            var (start, end) = (borders[i], borders[i + 1]);
            var covering = given.Where(e => e.Start <= start && e.End >= end).ToList();
            if (covering.Count == 0)
            {
                continue;
            }

            var type = covering.Max(e => e.Type);
            if (sane.Count > 0 && sane[^1].End == start && sane[^1].Type == type)
            {
                sane[^1] = sane[^1] with { End = end };
            }
            else
            {
                sane.Add(new(start, end, type));
            }
        }

        return sane;
    }

    private static bool TryHex(string digits, out long value) =>
        long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;

    [GeneratedRegex(
        @"^\s*(?:(?:BIOS-e820|BIOS-e801|BIOS-88|user|modified|Xen):)?\s*(?<bracket>\[mem\s+)?(?:0x)?(?<start>[0-9a-fA-F]{1,16})\s*-\s*(?:0x)?(?<end>[0-9a-fA-F]{1,16})\]?\s+\(?(?<type>usable|RAM|reserved|ACPI data|ACPI NVS|unusable|type \d+)\)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex RangeLine();
}
