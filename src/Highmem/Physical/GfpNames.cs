using System.Globalization;

namespace Highmem.Physical;

/// <summary>The names of a kernel's allocation flags and of their usual sets (include/linux/gfp.h, 2.4: mm.h).</summary>
public sealed class GfpNames
{
    private readonly Dictionary<string, GfpFlags> names;
    private readonly string version;

    internal GfpNames(string version, params (string Name, int Value)[] names)
    {
        this.version = version;
        this.names = names.ToDictionary(n => n.Name, n => (GfpFlags)n.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All names with their values, single flags first.</summary>
    public IEnumerable<KeyValuePair<string, GfpFlags>> All => names;

    /// <summary>The bits that this kernel knows.</summary>
    public GfpFlags KnownBits => names.Values.Aggregate(GfpFlags.None, (all, bits) => all | bits);

    /// <summary>Reads <c>GFP_KERNEL</c>, <c>GFP_KERNEL|__GFP_HIGHMEM</c>, <c>KERNEL</c>, or a number such as <c>0xd2</c>.</summary>
    /// <exception cref="FormatException">A name or a bit is none of this kernel's.</exception>
    public GfpFlags Parse(string text)
    {
        var flags = GfpFlags.None;
        foreach (
            var word in text.Split(
                ['|', '+', ','],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            flags |= Word(word);
        }

        var unknown = flags & ~KnownBits;
        return unknown == GfpFlags.None
            ? flags
            : throw new FormatException(
                $"0x{(int)unknown:x} is no flag of Linux {version}: its flags are 0x{(int)KnownBits:x}."
            );
    }

    /// <summary>The flags in words: a set if one fits, else the single flags; <c>0</c> if there is none.</summary>
    public string Text(GfpFlags flags)
    {
        var set = names.FirstOrDefault(n => n.Value == flags && n.Key.StartsWith("GFP_", StringComparison.Ordinal));
        if (set.Key is not null)
        {
            return set.Key;
        }

        var single = names.Where(n =>
            n.Key.StartsWith("__", StringComparison.Ordinal) && n.Value != GfpFlags.None && (flags & n.Value) == n.Value
        );
        var text = string.Join('|', single.Select(n => n.Key));
        return text.Length == 0 ? "0" : text;
    }

    /// <summary>All names.</summary>
    public override string ToString() => string.Join(' ', names.Keys);

    private GfpFlags Word(string word)
    {
        if (names.TryGetValue(word, out var flags) || names.TryGetValue("GFP_" + word, out flags))
        {
            return flags;
        }

        var isHex = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return int.TryParse(
            isHex ? word.AsSpan(2) : word,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? (GfpFlags)number
            : throw new FormatException(
                $"'{word}' is no allocation flag of Linux {version}. Flags: {string.Join(", ", names.Keys)}."
            );
    }
}
