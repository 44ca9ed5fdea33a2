namespace Highmem.Reports.Drawing;

/// <summary>How <see cref="FrameMapDrawing"/> and <see cref="FrameMapSvg"/> draw.</summary>
public sealed record FrameMapDrawingOptions
{
    private readonly int width = new LayoutDrawingOptions().Width;

    /// <summary>Columns of a drawing for a terminal, from 40 to 200; other values are brought into that range. No line is longer.</summary>
    public int Width
    {
        get => width;
        init => width = Math.Clamp(value, LayoutDrawingOptions.MinWidth, LayoutDrawingOptions.MaxWidth);
    }

    /// <summary>Whether to colour a drawing for a terminal with ANSI escape sequences.</summary>
    public bool UseColour { get; init; }

    /// <summary>Whether a drawing for a terminal may use more than ASCII characters.</summary>
    public bool UseUnicode { get; init; } = true;

    /// <summary>The zones to draw, by name in any case; none for all of them.</summary>
    public IReadOnlyCollection<string> Zones { get; init; } = [];
}
