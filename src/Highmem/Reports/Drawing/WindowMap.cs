using System.Globalization;
using System.Text;
using Highmem.Addressing;
using Highmem.Machine;

namespace Highmem.Reports.Drawing;

/// <summary>Vmalloc space to scale in a few rows of cells, each as dark as it is full, and the sums.</summary>
internal sealed class WindowMap(I386Machine machine, IReadOnlyList<VmallocStretch> window, DrawingPen pen)
{
    private const int MostRows = 4;
    private const int AddressColumns = 11;

    private static readonly string[] LevelNames = ["free", "up to 1/4 taken", "less than 3/4", "more", "all taken"];

    private long Size => machine.VmallocEnd - machine.VmallocStart;

    public IEnumerable<string> Lines()
    {
        // Powers of two, so that rows begin at round distances.
        var columns = 1;
        while (columns * 2 <= pen.Width - AddressColumns - 3)
        {
            columns *= 2;
        }

        long cell = PageSize.Bytes;
        while (cell * columns * MostRows < Size)
        {
            cell *= 2;
        }

        return pen.Wrap($"vmalloc space to scale, {pen.Size(cell)} per character:")
            .Concat(Rows(Shades(cell), columns, cell))
            .Concat(pen.Legend(LevelNames.Select((name, i) => (Shade(i, 1), 1, name))))
            .Concat(pen.Wrap(Totals()));
    }

    private IEnumerable<string> Rows(int[] shades, int columns, long cell)
    {
        for (var first = 0; first < shades.Length; first += columns)
        {
            var row = Row(shades.AsSpan(first, Math.Min(columns, shades.Length - first)));
            yield return $"{machine.VmallocStart + (first * cell), AddressColumns} {pen.Side()}{row}{pen.Side()}";
        }
    }

    private string Row(ReadOnlySpan<int> shades)
    {
        var row = new StringBuilder();
        while (!shades.IsEmpty)
        {
            var run = shades.IndexOfAnyExcept(shades[0]);
            run = run < 0 ? shades.Length : run;
            row.Append(Shade(shades[0], run));
            shades = shades[run..];
        }

        return row.ToString();
    }

    private int[] Shades(long cell)
    {
        var taken = new long[(Size + cell - 1) / cell];
        foreach (var piece in window.Where(piece => piece.IsTaken))
        {
            var at = piece.Range.Start - machine.VmallocStart;
            var end = Math.Min(piece.Range.End - machine.VmallocStart, Size);
            while (at < end)
            {
                var next = Math.Min(end, ((at / cell) + 1) * cell);
                taken[at / cell] += next - at;
                at = next;
            }
        }

        return [.. taken.Select((bytes, i) => Level(bytes, Math.Min(cell, Size - (i * cell))))];
    }

    private static int Level(long taken, long bytes) =>
        taken == 0 ? 0
        : taken == bytes ? 4
        : taken * 4 <= bytes ? 1
        : taken * 4 < bytes * 3 ? 2
        : 3;

    private string Shade(int level, int count) =>
        pen.Paint(new string(pen.Levels[level], count), level == 0 ? Ink.Free : Ink.Area);

    private string Totals()
    {
        var areas = window.Count(piece => piece.Kind == StretchKind.Area);
        var guards = Sum(StretchKind.Guard);
        var lazy = Sum(StretchKind.Lazy);
        var largest = window.Where(piece => !piece.IsTaken).Select(piece => piece.Range.Size).DefaultIfEmpty().Max();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{areas} {(areas == 1 ? "area takes" : "areas take")} {(Sum(StretchKind.Area) + guards) >> 10} kB, {guards >> 10} kB of it guard pages; {Sum(StretchKind.Free) >> 10} kB are free, {largest >> 10} kB of it in one piece"
        );
        return lazy == 0
            ? $"{text}."
            : string.Create(CultureInfo.InvariantCulture, $"{text}; {lazy >> 10} kB wait for the purge.");
    }

    private long Sum(StretchKind kind) => window.Where(piece => piece.Kind == kind).Sum(piece => piece.Range.Size);
}
