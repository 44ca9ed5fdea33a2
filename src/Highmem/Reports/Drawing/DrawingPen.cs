using System.Globalization;
using Highmem.Layout;

namespace Highmem.Reports.Drawing;

/// <summary>Draws characters: knows their shapes, their colours and how much room there is.</summary>
internal sealed class DrawingPen(LayoutDrawingOptions options)
{
    private const long Megabyte = 1 << 20;

    // Unicode, ASCII, SGR colour
    private static readonly Dictionary<Ink, (char Unicode, char Ascii, int Colour)> Shapes = new()
    {
        [Ink.Frame] = ('│', '|', 90),
        [Ink.DirectMap] = ('█', '#', 32),
        [Ink.Hole] = ('·', '.', 90),
        [Ink.Vmalloc] = ('▒', 'v', 36),
        [Ink.Area] = ('▓', 'A', 33),
        [Ink.Guard] = ('×', 'x', 31),
        [Ink.Free] = ('·', '.', 90),
        [Ink.Lazy] = ('~', '~', 35),
        [Ink.PersistentKmap] = ('▚', 'k', 35),
        [Ink.BootFixmap] = ('░', 'b', 34),
        [Ink.Fixmap] = ('▓', 'f', 94),
        [Ink.Reserved] = ('×', 'x', 31),
        // Page frames are letters, so that small ones can say "some of them".
        [Ink.FreePages] = ('·', '.', 90),
        [Ink.PerCpuPages] = ('C', 'C', 34),
        [Ink.NoMemory] = ('╱', '/', 90),
        [Ink.ReservedPages] = ('R', 'R', 31),
        [Ink.KernelImage] = ('K', 'K', 97),
        [Ink.MemMap] = ('M', 'M', 35),
        [Ink.PageTables] = ('T', 'T', 91),
        [Ink.Slab] = ('S', 'S', 33),
        [Ink.VmallocPages] = ('V', 'V', 36),
        [Ink.AllocatedPages] = ('P', 'P', 94),
        [Ink.KmallocPages] = ('L', 'L', 93),
        [Ink.UserPages] = ('U', 'U', 96),
        [Ink.BouncePages] = ('B', 'B', 92),
    };

    public int Width => options.Width;

    /// <summary>From empty to full.</summary>
    public string Levels => options.UseUnicode ? "·░▒▓█" : ".-+*#";

    public string Ellipsis => options.UseUnicode ? "…" : "...";

    public char Line => options.UseUnicode ? '─' : '-';

    /// <summary>The left and right corner of a border: the first, the last, or one between.</summary>
    public (char Left, char Right) Corners(bool first, bool last) =>
        !options.UseUnicode ? ('+', '+')
        : first ? ('┌', '┐')
        : last ? ('└', '┘')
        : ('├', '┤');

    public char Shape(Ink ink) => options.UseUnicode ? Shapes[ink].Unicode : Shapes[ink].Ascii;

    public string Paint(string text, Ink ink) =>
        options.UseColour && text.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $"\e[{Shapes[ink].Colour}m{text}\e[0m")
            : text;

    public string Fill(Ink ink, int count) => Paint(new string(Shape(ink), count), ink);

    public string Side() => Fill(Ink.Frame, 1);

    public static Ink InkOf(MemoryRegionKind kind) =>
        kind switch
        {
            MemoryRegionKind.DirectMap => Ink.DirectMap,
            MemoryRegionKind.Vmalloc => Ink.Vmalloc,
            MemoryRegionKind.PersistentKmap => Ink.PersistentKmap,
            MemoryRegionKind.BootFixmap => Ink.BootFixmap,
            MemoryRegionKind.Fixmap => Ink.Fixmap,
            MemoryRegionKind.Reserved => Ink.Reserved,
            _ => Ink.Hole,
        };

    /// <summary>Bytes as <c>4 kB</c>, <c>896 MB</c> or <c>114680 kB (111.99 MB)</c>, in a narrow drawing without the brackets.</summary>
    public string Size(long bytes) =>
        bytes >= Megabyte && bytes % Megabyte == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte} MB")
        : bytes < Megabyte || Width < 60 ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10} kB ({(double)bytes / Megabyte:0.00} MB)");

    public string Cut(string text, int length) =>
        text.Length <= length ? text
        : length <= Ellipsis.Length ? text[..Math.Max(length, 0)]
        : text[..(length - Ellipsis.Length)] + Ellipsis;

    public IEnumerable<string> Wrap(string sentence) =>
        Wrap(sentence.Split(' ').Select(word => (Cut(word, Width), Cut(word, Width).Length)), " ");

    /// <summary>A line of samples with their meanings.</summary>
    public IEnumerable<string> Legend(IEnumerable<(string Sample, int Length, string Meaning)> entries) =>
        Wrap(entries.Select(e => ($"{e.Sample} {e.Meaning}", e.Length + 1 + e.Meaning.Length)), "  ");

    private IEnumerable<string> Wrap(IEnumerable<(string Text, int Length)> words, string space)
    {
        var line = "";
        var length = 0;
        foreach (var word in words)
        {
            if (length > 0 && length + space.Length + word.Length > Width)
            {
                yield return line;
                (line, length) = ("", 0);
            }

            (line, length) = length == 0 ? word : (line + space + word.Text, length + space.Length + word.Length);
        }

        yield return line;
    }
}
