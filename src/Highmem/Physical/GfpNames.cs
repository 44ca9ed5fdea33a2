using System.Globalization;

namespace Highmem.Physical;

/// <summary>
/// A kernel's allocation flags: their names, their bits, what they ask for, and their usual sets (include/linux/gfp.h,
/// 2.4: mm.h).
/// </summary>
public sealed class GfpNames
{
    private const string SetPrefix = "GFP_";
    private const string FlagPrefix = "__GFP_";
    private readonly string version;
    private readonly GfpName[] flags;
    private readonly Dictionary<string, GfpName> names;

    /// <summary>The flags of a kernel.</summary>
    /// <param name="version">The kernel, for errors.</param>
    /// <param name="flags">Each flag with its bit.</param>
    /// <param name="sets">Each set by the names of its flags, parted by |.</param>
    internal GfpNames(
        string version,
        IEnumerable<(string Name, int Bit, GfpFlags Flag)> flags,
        params (string Name, string Flags)[] sets
    )
    {
        this.version = version;
        this.flags = [.. flags.Select(f => new GfpName(f.Name, f.Bit, f.Flag))];
        names = this.flags.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in sets)
        {
            var set = Union(text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(word => names[word]));
            names.Add(name, set with { Name = name });
        }

        Kernel = names[SetPrefix + "KERNEL"].Flags;
    }

    /// <summary>All names, single flags first.</summary>
    public IEnumerable<GfpName> All => names.Values;

    /// <summary>The flags that this kernel knows.</summary>
    public GfpFlags Known => Union(flags).Flags;

    /// <summary>GFP_KERNEL.</summary>
    public GfpFlags Kernel { get; }

    private int KnownBits => Union(flags).Bits;

    /// <summary>The number that this kernel has for flags; those that it does not know have none.</summary>
    public int BitsOf(GfpFlags wanted)
    {
        var bits = 0;
        foreach (var flag in flags)
        {
            bits |= (wanted & flag.Flags) != GfpFlags.None ? flag.Bits : 0;
        }

        return bits;
    }

    /// <summary>Reads <c>GFP_KERNEL</c>, <c>GFP_KERNEL|__GFP_HIGHMEM</c>, <c>KERNEL</c>, or a number such as <c>0xd2</c>.</summary>
    /// <exception cref="FormatException">A name or a bit is none of this kernel's.</exception>
    public GfpFlags Parse(string text)
    {
        var found = GfpFlags.None;
        foreach (
            var word in text.Split(
                ['|', '+', ','],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            found |= Word(word);
        }

        return found;
    }

    /// <summary>The flags in words: a set if one fits, else the single flags; <c>0</c> if there is none.</summary>
    public string Text(GfpFlags wanted)
    {
        var set = All.FirstOrDefault(n => n.Flags == wanted && n.Name.StartsWith(SetPrefix, StringComparison.Ordinal));
        if (set.Name is not null)
        {
            return set.Name;
        }

        var text = string.Join('|', flags.Where(f => (wanted & f.Flags) != GfpFlags.None).Select(f => f.Name));
        return text.Length == 0 ? "0" : text;
    }

    /// <summary>All names.</summary>
    public override string ToString() => string.Join(' ', names.Keys);

    private static GfpName Union(IEnumerable<GfpName> parts) =>
        parts.Aggregate(default(GfpName), (all, part) => new("", all.Bits | part.Bits, all.Flags | part.Flags));

    private GfpFlags Word(string word)
    {
        if (
            names.TryGetValue(word, out var name)
            || names.TryGetValue(SetPrefix + word, out name)
            || names.TryGetValue(FlagPrefix + word, out name)
        )
        {
            return name.Flags;
        }

        var meant = Array.Find(flags, f => f.Flags.ToString().Equals(word, StringComparison.OrdinalIgnoreCase));
        return meant.Name is not null ? meant.Flags : Number(word);
    }

    private GfpFlags Number(string word)
    {
        var isHex = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (
            !int.TryParse(
                isHex ? word.AsSpan(2) : word,
                isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var bits
            )
        )
        {
            throw new FormatException(
                $"'{word}' is no allocation flag of Linux {version}. Flags: {string.Join(", ", names.Keys)}."
            );
        }

        var unknown = bits & ~KnownBits;
        return unknown == 0
            ? Union(flags.Where(f => (bits & f.Bits) != 0)).Flags
            : throw new FormatException($"0x{unknown:x} is no flag of Linux {version}: its flags are 0x{KnownBits:x}.");
    }
}
