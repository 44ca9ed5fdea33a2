using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace Highmem.Reports.Drawing;

/// <summary>The page frames of a zone, counted cell by cell.</summary>
internal sealed class FrameMapZone
{
    // What is smaller than this is drawn at a finer scale than the rest.
    private const int FewestRows = 4;

    private readonly FrameCounts? counts;

    private FrameMapZone(I386Machine machine, MemoryZone zone, int columns, int framesPerCell)
    {
        Zone = zone;
        Columns = columns;
        FramesPerCell = framesPerCell;
        counts = zone.Spanned == 0 ? null : machine.CountFrames((int)zone.StartPfn, (int)zone.EndPfn, framesPerCell);
    }

    public MemoryZone Zone { get; }

    /// <summary>Cells of a row.</summary>
    public int Columns { get; }

    /// <summary>Page frames of a cell: a power of two.</summary>
    public int FramesPerCell { get; }

    public int Rows => ((counts?.Buckets ?? 0) + Columns - 1) / Columns;

    /// <summary>All zones of a machine that are wanted, at scales that need no more than so many rows or little more.</summary>
    /// <exception cref="ArgumentException">There is no zone of that name.</exception>
    public static IReadOnlyList<FrameMapZone> Of(
        I386Machine machine,
        IReadOnlyCollection<string> names,
        int columns,
        int rows
    )
    {
        var zones = machine.GetZones();
        foreach (var name in names.Where(name => !zones.Any(zone => IsNamed(zone, name))))
        {
            throw new ArgumentException(
                $"There is no zone '{name}': the zones are {string.Join(", ", zones.Select(zone => zone.Name))}.",
                nameof(names)
            );
        }

        var wanted = zones.Where(zone => names.Count == 0 || names.Any(name => IsNamed(zone, name))).ToList();
        var coarsest = Scale(wanted.Sum(zone => zone.Spanned), columns * rows);
        return
        [
            .. wanted.Select(zone => new FrameMapZone(
                machine,
                zone,
                columns,
                Math.Min(coarsest, Scale(zone.Spanned, columns * FewestRows))
            )),
        ];
    }

    /// <summary>The cells of a row.</summary>
    public IReadOnlyList<FrameCell> Row(int row)
    {
        var first = row * Columns;
        var cells = new FrameCell[Math.Min(Columns, counts!.Buckets - first)];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = FrameCell.Of(counts[first + i]);
        }

        return cells;
    }

    /// <summary>The first page frame of a row.</summary>
    public int FirstPfn(int row) => (int)Zone.StartPfn + (row * Columns * FramesPerCell);

    /// <summary>Page frames with a use.</summary>
    public long Count(FrameUse use) => counts?.Sum(use) ?? 0;

    // The smallest power of two by which so many frames fit into so many cells.
    private static int Scale(long frames, int cells)
    {
        var scale = 1;
        while ((long)scale * cells < frames)
        {
            scale *= 2;
        }

        return scale;
    }

    private static bool IsNamed(MemoryZone zone, string name) =>
        string.Equals(zone.Name, name, StringComparison.OrdinalIgnoreCase);
}
